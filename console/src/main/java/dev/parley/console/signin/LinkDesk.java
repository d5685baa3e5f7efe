package dev.parley.console.signin;

import dev.parley.console.page.Door;
import dev.parley.console.page.Site;
import dev.parley.console.people.Person;
import dev.parley.console.people.Role;
import dev.parley.console.people.Scope;
import dev.parley.console.people.SignIns;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Members;
import dev.parley.server.http.Access;
import dev.parley.server.http.Answer;
import dev.parley.server.http.Route;
import java.util.List;
import java.util.Optional;

/// Makes the links by which people sign in; for whoever runs the node.
public final class LinkDesk {
  /// Where they are made.
  public static final String PATH = Site.ROOT + "/links";

  private final Site site;

  /// Makes the desk.
  ///
  /// @param site where people sign in
  public LinkDesk(Site site) {
    this.site = site;
  }

  /// Its routes.
  ///
  /// @return all of them
  public List<Route> routes() {
    return List.of(
        new Route(
            "POST", PATH, Access.OPERATOR, call -> site.bodies().json(call, b -> made(b.json()))));
  }

  private Answer made(JsonObject json) {
    return switch (person(json)) {
      case Decoded.Refused<Person>(Refusal refusal) ->
          Answer.json(refusal.code().httpStatus(), refusal.json());
      case Decoded.Valid<Person>(Person person) ->
          Answer.json(
              201,
              JsonObject.builder()
                  .put("url", site.ground().about().address() + link(person))
                  .put("name", person.name())
                  .put("role", person.role().wire())
                  .put("sees", person.scope().title())
                  .put("validSeconds", SignIns.LINK_LIFE.toSeconds())
                  .build());
    };
  }

  /// The path of a new link.
  ///
  /// @param person for whom it is
  /// @return a path that works once
  public String link(Person person) {
    return Door.SIGN_IN + "/" + site.signIns().link(person);
  }

  /// `{name, role, organisation | agent}`.
  static Decoded<Person> person(JsonObject json) {
    Members in = Members.of(json, "");
    String name = in.text("name");
    Optional<Role> role = Role.of(in.text("role"));
    if (role.isEmpty()) {
      in.wrong("role", "has to be viewer, authority or operator");
    }
    Optional<String> organisation = in.optionalText("organisation");
    Optional<AgentUri> agent = in.optionalText("agent").flatMap(AgentUri::parse);
    if (json.has("agent") && agent.isEmpty()) {
      in.wrong("agent", "has to be an agent URI");
    }
    return in.result(() -> name)
        .then(
            _ -> {
              Scope scope =
                  agent
                      .<Scope>map(Scope.Agent::new)
                      .or(() -> organisation.map(Scope.Organisation::new))
                      .orElseGet(Scope.Node::new);
              try {
                return Decoded.valid(new Person(name, role.orElseThrow(), scope));
              } catch (IllegalArgumentException e) {
                return Decoded.refused(ErrorCode.MALFORMED.because(String.valueOf(e.getMessage())));
              }
            });
  }
}
