/*
 * The session as a machine of acts, for the checker Alloy 6. The table comes from table.als, which is
 * generated from SessionTable; the rules that need more than state, act and seat are written here by hand
 * and compared with the Java machine act by act. docs/model.md says what is left out.
 */
module rules
open table

/* Who takes part: three principals, an authority, an observer and the steward. */
abstract sig Agent { seat: one Seat }
one sig A, B, C, J, E, N extends Agent {}
fact Seats { seat = A->INITIATOR + (B + C)->COUNTERPARTY + J->AUTHORITY + E->OBSERVER + N->STEWARD }
fun principals: set Agent { A + B + C }

/* What may be promised: A owes B (o1) and C (o2) in c1, B owes C (o3) in c2. */
abstract sig Thing {}
abstract sig Commitment, Obligation extends Thing {}
one sig c1, c2 extends Commitment {}
one sig o1, o2, o3 extends Obligation {}
fun committer: Commitment -> Agent { c1->A + c2->B }
fun needed: Commitment -> Agent { c1->(B + C) + c2->C }
fun part: Commitment -> Obligation { c1->(o1 + o2) + c2->o3 }
fun creditor: Obligation -> Agent { o1->B + (o2 + o3)->C }

abstract sig Status {}
one sig UNSAID, PROPOSED, ACTIVE, REJECTED, WITHDRAWN, LAPSED extends Status {}
abstract sig Stage {}
one sig UNASKED, ASKED, ANSWERED extends Stage {}
abstract sig Timer {}
one sig T_AGREEING, T_VOTE, T_ESCALATION, T_OBLIGATION, T_SILENCE, T_SESSION extends Timer {}
abstract sig Decision {}
one sig APPROVE, REFUSE, END, FAIL extends Decision {}
abstract sig Verdict {}
one sig MOVED, KEPT extends Verdict {}
one sig Behind {}

/* What the log has established. ayes: who has voted for the end, nobody while no vote is open. */
one sig Session {
  var state: one StateName,
  var status: Commitment -> one Status,
  var accepted: Commitment -> Agent,
  var owed: set Obligation,
  var ayes: set Agent,
  var stage: one Stage,
  var about: lone Commitment
}

/* What is said next, and what comes of it. behind: it follows an older message than the head. */
one sig Said {
  var act: one Act,
  var by: one Agent,
  var on: lone Thing,
  var timer: lone Timer,
  var decision: lone Decision,
  var behind: lone Behind,
  var verdict: one Verdict
}

fun ended: set StateName { CLOSED + FAILED }
fun onCommitments: set Act { COMMIT + ACCEPT_COMMITMENT + REJECT_COMMITMENT + WITHDRAW_COMMITMENT }
fun modelled: set Act {
  onCommitments + CLOSE + ACCEPT_TRANSITION + REJECT_TRANSITION + ESCALATE + INFORM_RESOLUTION
  + INFORM_RELEASE + INFORM_EXPIRY + INFORM_FATAL
}

/* The acts that the model knows; nobody commits another principal. */
pred scope[a: Act, b: Agent, o: set Thing, t: set Timer, d: set Decision] {
  a in modelled
  a in onCommitments implies one o and o in Commitment
  a = COMMIT implies b not in principals - o.committer
  a = ESCALATE implies o in Commitment
  a = INFORM_RELEASE implies one o and o in Obligation
  a = INFORM_EXPIRY iff some t
  t = T_AGREEING implies one o and o in Commitment
  t = T_OBLIGATION implies one o and o in Obligation
  a = INFORM_RESOLUTION iff some d
  (a not in onCommitments + ESCALATE + INFORM_RELEASE and t not in T_AGREEING + T_OBLIGATION) implies no o
}

fun awaited[st: Commitment -> Status, ac: Commitment -> Agent]: Commitment -> Agent {
  (st.PROPOSED) <: (needed - ac)
}

/* Which timers run (protocol section 7); ESCALATED suspends those of negotiation. */
pred running[s: StateName, st: Commitment -> Status, ow: set Obligation, ay: set Agent, t: set Timer, o: set Thing] {
  s not in ended
  t = T_AGREEING implies s != ESCALATED and o in st.PROPOSED
  t = T_VOTE implies s != ESCALATED and some ay
  t = T_ESCALATION implies s = ESCALATED
  t = T_OBLIGATION implies o in ow
  t = T_SILENCE implies s in INTRODUCED + CONVERSING + EXECUTING and no ow
  t = T_SESSION implies no ow
}

/* The rules that come after the table. Each line ends with its name, by which a test can break it. */
pred may[s: StateName, st: Commitment -> Status, ac: Commitment -> Agent, ow: set Obligation, ay: set Agent, es: Stage,
    a: Act, b: Agent, o: set Thing, t: set Timer, d: set Decision] {
  a = COMMIT implies o in st.UNSAID -- commit-once
  a in ACCEPT_COMMITMENT + REJECT_COMMITMENT implies o->b in awaited[st, ac] -- answer-awaited
  a = WITHDRAW_COMMITMENT implies o in st.PROPOSED -- withdraw-proposed
  a = WITHDRAW_COMMITMENT implies o->b in committer -- withdraw-own
  a = WITHDRAW_COMMITMENT implies no o.ac -- withdraw-before-first-accept
  a = CLOSE implies no ow -- close-nothing-open
  a = CLOSE implies no ay -- close-one-vote
  a in ACCEPT_TRANSITION + REJECT_TRANSITION implies some ay and b in principals - ay -- vote-once
  a = ACCEPT_TRANSITION and principals in ay + b implies no ow -- vote-nothing-open
  a = ESCALATE implies es = UNASKED -- escalate-once
  a = ESCALATE implies o->b in awaited[st, ac] or no o -- escalate-own-answer
  a = INFORM_RESOLUTION implies b = J -- resolution-by-the-one-named
  a = INFORM_RESOLUTION and d in END + FAIL implies no ow -- resolution-nothing-open
  a = INFORM_RELEASE implies o in ow and o->b in creditor -- release-by-creditor
  a = INFORM_FATAL implies no ow -- fatal-nothing-open
  a = INFORM_EXPIRY implies running[s, st, ow, ay, t, o] -- expiry-running
}

fun derived[st: Commitment -> Status]: StateName {
  some st.PROPOSED => AGREEING else some st.ACTIVE => EXECUTING else CONVERSING
}

pred binds[ac: Commitment -> Agent, a: Act, b: Agent, o: set Thing] {
  a = ACCEPT_COMMITMENT and o.needed in o.ac + b
}

pred answered[a: Act, t: set Timer] { a = INFORM_RESOLUTION or t = T_ESCALATION }

/* The commitments after an act that is allowed, before an end lapses what was only proposed. */
fun said[st: Commitment -> Status, ac: Commitment -> Agent, ab: set Commitment,
    a: Act, b: Agent, o: set Thing, t: set Timer, d: set Decision]: Commitment -> Status {
  a = COMMIT => st ++ (o & Commitment)->PROPOSED
  else a = REJECT_COMMITMENT => st ++ (o & Commitment)->REJECTED
  else a = WITHDRAW_COMMITMENT => st ++ (o & Commitment)->WITHDRAWN
  else binds[ac, a, b, o] => st ++ (o & Commitment)->ACTIVE
  else t = T_AGREEING => st ++ (o & Commitment)->LAPSED
  else (d = REFUSE or t = T_ESCALATION) => st ++ (ab & st.PROPOSED)->REJECTED
  else st
}

fun expired[s: StateName, st: Commitment -> Status, t: set Timer]: StateName {
  t in T_AGREEING + T_ESCALATION => derived[st]
  else t = T_VOTE => s
  else t = T_OBLIGATION => (s = ESCALATED => s else derived[st])
  else some st.ACTIVE => CLOSED else FAILED
}

/* Where a cell of the table leads. */
fun next[cell: Cell, s: StateName, st: Commitment -> Status, ay: set Agent,
    a: Act, b: Agent, t: set Timer, d: set Decision]: StateName {
  cell = TO_CONVERSING => CONVERSING
  else cell = TO_AGREEING => AGREEING
  else cell = TO_ESCALATED => ESCALATED
  else cell = TO_CLOSED => CLOSED
  else cell = TO_FAILED => FAILED
  else cell = DERIVED => derived[st]
  else cell = RESOLVED => (d = END => CLOSED else d = FAIL => FAILED else derived[st])
  else cell = AS_TIMER => expired[s, st, t]
  else cell = SAME_OR_CLOSED and a = ACCEPT_TRANSITION and principals in ay + b => CLOSED
  else s
}

/* One act: what is established before and after it (the names with 1), and the verdict. */
pred step[s: StateName, st: Commitment -> Status, ac: Commitment -> Agent, ow: set Obligation,
    ay: set Agent, es: Stage, ab: set Commitment,
    a: Act, b: Agent, o: set Thing, t: set Timer, d: set Decision, bh: set Behind, v: Verdict,
    s1: StateName, st1: Commitment -> Status, ac1: Commitment -> Agent, ow1: set Obligation,
    ay1: set Agent, es1: Stage, ab1: set Commitment] {
  let cell = b.seat.(a.(s.table)) |
  (some bh or no cell or not may[s, st, ac, ow, ay, es, a, b, o, t, d])
    implies (v = KEPT and s1 = s and st1 = st and ac1 = ac and ow1 = ow and ay1 = ay and es1 = es and ab1 = ab)
    else let then = said[st, ac, ab, a, b, o, t, d] | {
      v = MOVED
      s1 = next[cell, s, then, ay, a, b, t, d]
      st1 = (s1 in ended => then ++ (then.PROPOSED)->LAPSED else then)
      ac1 = (a = ACCEPT_COMMITMENT => ac + (o & Commitment)->b else ac)
      ow1 = (binds[ac, a, b, o] => ow + o.part else (a = INFORM_RELEASE or t = T_OBLIGATION) => ow - o else ow)
      ay1 = ((s1 in ended or a = REJECT_TRANSITION or t = T_VOTE) => none
        else a in CLOSE + ACCEPT_TRANSITION => ay + b else ay)
      es1 = (a = ESCALATE => ASKED else (answered[a, t] or (s1 in ended and es = ASKED)) => ANSWERED else es)
      ab1 = (a = ESCALATE => o & Commitment else es1 = ASKED => ab else none)
    }
}

pred start {
  Session.state = CONVERSING
  Session.status = Commitment->UNSAID
  no Session.accepted
  no Session.owed
  no Session.ayes
  Session.stage = UNASKED
  no Session.about
}

fact Machine {
  start
  always scope[Said.act, Said.by, Said.on, Said.timer, Said.decision]
  always step[Session.state, Session.status, Session.accepted, Session.owed, Session.ayes, Session.stage, Session.about,
    Said.act, Said.by, Said.on, Said.timer, Said.decision, Said.behind, Said.verdict,
    Session.state', Session.status', Session.accepted', Session.owed', Session.ayes', Session.stage', Session.about']
}

fun active: set Commitment { Session.status.ACTIVE }
fun dead: set Commitment { Session.status.(REJECTED + WITHDRAWN + LAPSED) }
pred moved { Said.verdict = MOVED }

/* S1: same view of bindingness. Whoever reads the log later than another finds nothing unsaid: what binds goes on
   to bind, what is dead stays dead, and what somebody has accepted is not withdrawn. */
assert S1_same_view {
  always all c: Commitment {
    c in active implies always c in active
    c in dead implies always c in dead
    (moved and Said.act = WITHDRAW_COMMITMENT and c = Said.on) implies historically no c.(Session.accepted)
  }
}

/* S2: EXECUTING only after COMMIT and ACCEPT by all who are needed. */
assert S2_bound_by_all {
  always (Session.state = EXECUTING implies some active)
  always all c: active | c.needed in c.(Session.accepted)
      and once (moved and Said.act = COMMIT and Said.on = c)
}

/* S3: no exit from an accepted commitment but discharge, release or breach. */
assert S3_no_back_door {
  always (Session.state in ended implies no Session.owed)
  always all o: Session.owed | o in Session.owed' or (moved and Said.on = o
      and (Said.timer = T_OBLIGATION or (Said.act = INFORM_RELEASE and Said.by = o.creditor)))
}

/* S5: nothing after the end. */
assert S5_nothing_after_the_end {
  always (Session.state in ended implies not moved and Session.state' = Session.state)
}

/* S8: nobody is bound by silence. Who counts as having accepted has said so, and no timer binds. */
assert S8_not_by_silence {
  always all c: Commitment, g: c.(Session.accepted) |
    once (moved and Said.act = ACCEPT_COMMITMENT and Said.on = c and Said.by = g)
  always all c: Commitment | (c not in active and after c in active) implies Said.act = ACCEPT_COMMITMENT
}

/* S9: who only observes, decides or keeps the log never binds, and nobody is bound while an authority decides. */
assert S9_only_principals_bind {
  always ((moved and Said.act in onCommitments) implies Said.by in principals and Session.state != ESCALATED)
  always ((moved and Said.act in CLOSE + ACCEPT_TRANSITION + REJECT_TRANSITION + ESCALATE) implies Said.by in principals)
}

/* S10: a duplicate changes nothing. What follows an older head is refused, and no answer counts twice. */
assert S10_duplicates_change_nothing {
  always (some Said.behind implies not moved)
  always all c: Commitment, g: Agent, a: COMMIT + ACCEPT_COMMITMENT + REJECT_COMMITMENT + WITHDRAW_COMMITMENT |
    (moved and Said.act = a and Said.on = c and Said.by = g)
      implies after always not (moved and Said.act = a and Said.on = c and Said.by = g)
}

pred runs[t: set Timer, o: set Thing] {
  running[Session.state, Session.status, Session.owed, Session.ayes, t, o]
}

/* From some time on the steward records timers that run and nobody else is heard: all have crashed. */
pred onlyTimers {
  eventually always (Session.state in ended
    or (Said.act = INFORM_EXPIRY and no Said.behind and Said.by = N and runs[Said.timer, Said.on]))
}

/* L1: each session ends. */
assert L1_each_session_ends { onlyTimers implies eventually Session.state in ended }

/* L2: each accepted commitment comes to a final state. */
assert L2_each_commitment_is_settled {
  onlyTimers implies always all c: active | eventually no c.part & Session.owed
}

/* L3: each escalation is answered or defaults. */
assert L3_each_escalation_is_answered {
  onlyTimers implies always (Session.state = ESCALATED implies eventually Session.state != ESCALATED)
}

/* L5: nobody waits for ever. As long as the session goes on a timer runs, and who waits needs nobody's leave for it. */
assert L5_some_timer_runs {
  always (Session.state in ended or (some c: Commitment | runs[T_AGREEING, c]) or (some o: Obligation | runs[T_OBLIGATION, o])
    or runs[T_ESCALATION, none] or runs[T_SESSION, none])
}

check S1_same_view for 1 but exactly 9 steps
check S2_bound_by_all for 1 but exactly 9 steps
check S3_no_back_door for 1 but exactly 9 steps
check S5_nothing_after_the_end for 1 but exactly 9 steps
check S8_not_by_silence for 1 but exactly 9 steps
check S9_only_principals_bind for 1 but exactly 9 steps
check S10_duplicates_change_nothing for 1 but exactly 9 steps
check L1_each_session_ends for 1 but exactly 9 steps
check L2_each_commitment_is_settled for 1 but exactly 9 steps
check L3_each_escalation_is_answered for 1 but exactly 9 steps
check L5_some_timer_runs for 1 but exactly 9 steps

/* That the acts can happen at all, so that no property holds for want of them. */
run Bound { eventually (Session.state = EXECUTING and eventually Session.state = CLOSED) } for 1 but exactly 9 steps
run Resolved { eventually (Session.state = ESCALATED and eventually (Said.decision = APPROVE and moved)) } for 1 but exactly 9 steps
run Timed { onlyTimers and some c: Commitment | eventually c in active and eventually Session.state = CLOSED } for 1 but exactly 9 steps
