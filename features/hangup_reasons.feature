@callee @dials
Feature: Why a call ended
  Every call says at its end who ended it and for what reason.

  @critical @real_line
  Scenario Outline: a callee who <does>
    Given a callee who <does>
    When I call the callee with the flow "greeting"
    Then the call passes through <statuses>
    And the call ends remotely with reason "<reason>"

    Examples:
      | does                             | statuses                 | reason   |
      | does not answer for 5 seconds    | dialing, ringing, hangup | noanswer |
      | rejects the call after 3 seconds | dialing, ringing, hangup | noanswer |
      | is busy after 3 seconds          | dialing, ringing, hangup | busy     |

  @critical @real_line
  Scenario: a busy line
    Given a callee who is busy
    When I call the callee with the flow "greeting"
    Then the call ends remotely with reason "busy"

  @unreachable_callee @critical @real_line
  Scenario: a callee who cannot be reached is given up at once
    Given a callee who cannot be reached
    When I call the callee with the flow "greeting"
    Then the call passes through dialing, hangup
    And the call ends remotely with reason "failed"

  @normal
  Scenario: a telephone rings until its network gives up
    Given a callee who does not answer for 30 seconds
    When I call the callee with the flow "greeting"
    Then the call rings for 30 seconds

  @normal
  Scenario: the platform gives up a telephone that nobody ever answers
    Given a callee who never answers
    When I call the callee with the flow "greeting"
    Then the call passes through dialing, ringing, hangup
    And the call ends locally with reason "dialout"

  @normal
  Scenario: a telephone rings until its call is rejected
    Given a callee who rejects the call after 3 seconds
    When I call the callee with the flow "greeting"
    Then the call rings for 3 seconds

  @hears @critical @real_line
  Scenario: the callee hangs up in the middle of a prompt
    Given a callee who answers after 2 seconds
    And the callee hangs up 2 seconds after the answer
    When I call the callee with the flow "greeting"
    Then the call passes through dialing, ringing, progressing, hangup
    And the callee hears only the beginning of the prompt "Good morning. This is a short greeting from the test desk."
    And the call ends remotely with reason "normal"
    And the call lasts 2 seconds

  @hears @normal
  Scenario: the callee hangs up while the platform waits for a digit
    Given a callee who answers after 2 seconds
    And the callee hangs up after the first prompt
    When I call the callee with the flow "song menu"
    Then the callee hears in order
      | Welcome to the song line. Press 1 for jazz, 2 for folk, 3 for a waltz. |
    And the call ends remotely with reason "normal"

  @normal
  Scenario: a flow that hangs up at once ends the call after the answer
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "hang up at once"
    Then the call passes through dialing, ringing, progressing, terminating, hangup
    And the call ends locally with reason "normal"
    And the call lasts 0 seconds

  @current @normal
  Scenario Outline: a flow may say why it hangs up: <reason>
    Given a callee who answers after 2 seconds
    When I call the callee with this flow:
      """
      [
        {"type": "talk", "option": {"text": "This is enough.", "language": "en-US"}},
        {"type": "hangup", "option": {"reason": "<reason>"}}
      ]
      """
    Then the call ends locally with reason "<reason>"

    Examples:
      | reason  |
      | normal  |
      | amd     |
      | timeout |

  @normal
  Scenario Outline: the reason of a callee who <does> stays as it is when time goes on
    Given a callee who <does>
    When I call the callee with the flow "greeting"
    And the call is over
    And I wait 1 minute
    Then the call is still hangup
    And the call ends <side> with reason "<reason>"

    Examples:
      | does                             | side     | reason   |
      | is busy                          | remotely | busy     |
      | rejects the call after 3 seconds | remotely | noanswer |
      | never answers                    | locally  | dialout  |

  @fixed_numbers @normal
  Scenario: one call of many at a time is a call like any other
    Given the callee "+15550100010"
    And I have called the callee 12 times with the flow "greeting"
    Then the call passes through dialing, ringing, progressing, terminating, hangup
    And the call ends locally with reason "normal"
