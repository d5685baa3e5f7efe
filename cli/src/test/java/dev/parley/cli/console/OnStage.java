package dev.parley.cli.console;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives all tests of the console the one stage that they share, set when the first asks for it,
/// and clears it after each class: pages that stay open and live would keep the machine busy.
final class OnStage implements ParameterResolver, AfterAllCallback {
  private static final Namespace OURS = Namespace.create(OnStage.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, OURS)
        .computeIfAbsent(Stage.class, _ -> Stage.set(Tone.HOSTILE), Stage.class);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Stage stage = context.getStore(StoreScope.LAUNCHER_SESSION, OURS).get(Stage.class, Stage.class);
    if (stage != null) {
      stage.rest();
    }
  }
}
