@callee @dials
Feature: Hanging up by the API
  Whoever made a call can end it, before the answer and after.

  @critical @real_line
  Scenario: while it rings
    Given a callee who never answers
    When I call the callee with the flow "greeting"
    And the call is ringing
    And I hang up the call
    Then the call passes through dialing, ringing, canceling, hangup
    And the call ends locally with reason "cancel"

  @still_time @normal
  Scenario: while it is still being dialled
    Given a callee who never answers
    When I call the callee with the flow "greeting"
    And I hang up the call
    Then the call passes through dialing, canceling, hangup
    And the call ends locally with reason "cancel"

  @hears @critical @real_line
  Scenario: while it speaks
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "greeting"
    And the call is progressing
    And I wait 1 second
    And I hang up the call
    Then the call passes through dialing, ringing, progressing, terminating, hangup
    And the callee hears only the beginning of the prompt "Good morning. This is a short greeting from the test desk."
    And the call ends locally with reason "normal"

  @normal
  Scenario: a call that is over cannot be hung up again
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "greeting"
    And the call is over
    And I try to hang up the call
    Then it is refused because the call is over
    And the call ends locally with reason "normal"

  @normal
  Scenario: a call that is over can be deleted
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "greeting"
    And the call is over
    And I try to delete the call
    Then it succeeds
    And the call is gone

  @normal
  Scenario: a call that still rings cannot be deleted
    Given a callee who never answers
    When I call the callee with the flow "greeting"
    And the call is ringing
    And I try to delete the call
    Then it is refused because the call is not over
    And the call is still ringing
