@callee @dials @hears
Feature: Waiting and going back
  A flow may wait, and may go back to an earlier action as often as it says, no more.

  @normal
  Scenario: a sleep is a silence of its length
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "moment of silence"
    Then the callee waits 4 seconds between "Please hold on for four seconds." and "Thank you for your patience."
    And the call ends locally with reason "normal"

  @critical
  Scenario Outline: a goto with a loop count of <loops> speaks <times>
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [
        {"id": "0b6d8c52-7f3e-4a41-b0a4-6d2f0f5c9e01", "type": "talk",
         "option": {"text": "Once more.", "language": "en-US"}},
        {"type": "goto", "option": {"target_id": "0b6d8c52-7f3e-4a41-b0a4-6d2f0f5c9e01", "loop_count": <loops>}},
        {"type": "talk", "option": {"text": "That will do.", "language": "en-US"}}
      ]
      """
    Then the callee hears the prompt "Once more." <times>
    And the callee hears the prompt "That will do." once
    And the call ends locally with reason "normal"

    Examples:
      | loops | times   |
      | 0     | once    |
      | 1     | twice   |
      | 2     | 3 times |
      | 4     | 5 times |

  @normal
  Scenario: a goto forward skips what lies between
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [
        {"type": "goto", "option": {"target_id": "0b6d8c52-7f3e-4a41-b0a4-6d2f0f5c9e02", "loop_count": 1}},
        {"type": "talk", "option": {"text": "Nobody hears this.", "language": "en-US"}},
        {"id": "0b6d8c52-7f3e-4a41-b0a4-6d2f0f5c9e02", "type": "talk",
         "option": {"text": "This is heard.", "language": "en-US"}}
      ]
      """
    Then the callee hears in order
      | This is heard. |

  @current @normal
  Scenario: an action may name the one that comes next
    Given a callee who answers after 1 second
    And I have stored the flow "next by name"
    When I run the stored flow "next by name" without a call
    Then the flow has run talk, talk
    When I call the callee with the stored flow "next by name"
    And the call is progressing
    Then the callee hears in order
      | First I say this. |
      | Then I say that.  |

  @normal
  Scenario: nothing is spoken after a hangup
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [
        {"type": "talk", "option": {"text": "Short and sweet.", "language": "en-US"}},
        {"type": "hangup"},
        {"type": "talk", "option": {"text": "Nobody hears this.", "language": "en-US"}}
      ]
      """
    Then the callee hears in order
      | Short and sweet. |
    And the call ends locally with reason "normal"

  @normal
  Scenario: two gotos count their jumps each for itself
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7201", "type": "talk", "option": {"text": "The first verse.", "language": "en-US"}},
        {"type": "goto", "option": {"target_id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7201", "loop_count": 1}},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7202", "type": "talk", "option": {"text": "The second verse.", "language": "en-US"}},
        {"type": "goto", "option": {"target_id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7202", "loop_count": 2}},
        {"type": "talk", "option": {"text": "The end of the song.", "language": "en-US"}}
      ]
      """
    Then the callee hears in order
      | The first verse.     |
      | The first verse.     |
      | The second verse.    |
      | The second verse.    |
      | The second verse.    |
      | The end of the song. |

  @normal
  Scenario: a minute of silence lasts a minute
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [
        {"type": "talk", "option": {"text": "One minute, please.", "language": "en-US"}},
        {"type": "sleep", "option": {"duration": 60000}},
        {"type": "talk", "option": {"text": "The minute is over.", "language": "en-US"}}
      ]
      """
    Then the callee waits 1 minute between "One minute, please." and "The minute is over."

  @normal
  Scenario: a sleep is not rounded to whole seconds
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [
        {"type": "talk", "option": {"text": "A little while, please.", "language": "en-US"}},
        {"type": "sleep", "option": {"duration": 1800}},
        {"type": "talk", "option": {"text": "That was not long.", "language": "en-US"}}
      ]
      """
    Then the callee waits 1800 ms between "A little while, please." and "That was not long."

  @two_callees @normal
  Scenario: a loop of a stored flow starts anew with each call
    Given a callee who answers after 2 seconds
    And a second callee who answers after 2 seconds
    And I have stored the flow "song menu"
    When I call the callee with the stored flow "song menu"
    And the call is over
    And I call the second callee with the stored flow "song menu"
    Then the second callee hears the prompt "That key has no song." 3 times
    And the second callee hears the prompt "No song today. Goodbye." once

  @current @normal
  Scenario: a flow may say why it hangs up
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [{"type": "hangup", "option": {"reason": "busy"}}]
      """
    Then the call ends locally with reason "busy"

  @current @normal
  Scenario: a variable that is set anew has its newest value
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [
        {"type": "variable_set", "option": {"key": "desk", "value": "old"}},
        {"type": "variable_set", "option": {"key": "desk", "value": "new"}},
        {"type": "branch",
         "option": {"variable": "desk", "default_target_id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7402",
                    "target_ids": {"new": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7401"}}},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7401", "type": "talk",
         "option": {"text": "It is the new desk.", "language": "en-US"}},
        {"type": "hangup"},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7402", "type": "talk",
         "option": {"text": "It is another desk.", "language": "en-US"}}
      ]
      """
    Then the callee hears the prompt "It is the new desk."

  @current @normal
  Scenario: a flow knows the variables of its request
    Given a callee who answers after 1 second
    When I post this call request:
      """
      {
        "source": {"type": "tel", "target": "{my number}"},
        "destinations": [{"type": "tel", "target": "{callee}"}],
        "variables": {"desk": "seven"},
        "actions": [
          {"type": "branch",
           "option": {"variable": "desk", "default_target_id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7502",
                      "target_ids": {"seven": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7501"}}},
          {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7501", "type": "talk",
           "option": {"text": "It is desk seven.", "language": "en-US"}},
          {"type": "hangup"},
          {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7502", "type": "talk",
           "option": {"text": "It is no desk.", "language": "en-US"}}
        ]
      }
      """
    Then the callee hears the prompt "It is desk seven."

  @current @normal
  Scenario: a text may speak of more than one variable
    Given a callee who answers after 1 second
    When I post this call request:
      """
      {
        "source": {"type": "tel", "target": "{my number}"},
        "destinations": [{"type": "tel", "target": "{callee}"}],
        "variables": {"desk": "seven", "floor": "two"},
        "actions": [
          {"type": "talk", "option": {"text": "Desk ${desk} is on floor ${floor}.", "language": "en-US"}}
        ]
      }
      """
    Then the callee hears the prompt "Desk seven is on floor two."

  @current @two_callees @normal
  Scenario: the variables of one call are nothing to the next
    Given a callee who answers after 1 second
    And a second callee who answers after 1 second
    When I try to store this flow:
      """
      [
        {"type": "branch",
         "option": {"variable": "desk", "default_target_id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7802",
                    "target_ids": {"seven": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7801"}}},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7801", "type": "talk",
         "option": {"text": "It is desk seven.", "language": "en-US"}},
        {"type": "hangup"},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7802", "type": "talk",
         "option": {"text": "It is no desk.", "language": "en-US"}}
      ]
      """
    And I post this call request:
      """
      {
        "source": {"type": "tel", "target": "{my number}"},
        "destinations": [{"type": "tel", "target": "{callee}"}],
        "variables": {"desk": "seven"},
        "flow_id": "{stored flow}"
      }
      """
    And the call is over
    And I post this call request:
      """
      {
        "source": {"type": "tel", "target": "{my number}"},
        "destinations": [{"type": "tel", "target": "{second callee}"}],
        "flow_id": "{stored flow}"
      }
      """
    Then the callee hears the prompt "It is desk seven."
    And the second callee hears the prompt "It is no desk."

  @current @two_callees @normal
  Scenario: a call that is chained to another one ends with it
    Given a callee who answers after 1 second
    And a second callee who answers after 1 second
    When I call the callee with this flow:
      """
      [
        {"type": "call", "option": {
          "source": {"type": "tel", "target": "{my number}"},
          "destinations": [{"type": "tel", "target": "{second callee}"}],
          "actions": [
            {"type": "talk", "option": {"text": "I am about to tell you a long story.", "language": "en-US"}},
            {"type": "sleep", "option": {"duration": 600000}}
          ],
          "chained": true
        }},
        {"type": "talk", "option": {"text": "The other one is being called.", "language": "en-US"}},
        {"type": "sleep", "option": {"duration": 20000}},
        {"type": "hangup"}
      ]
      """
    Then the call to the second callee ends locally with reason "normal"

  @current @normal
  Scenario: a call that is recorded twice is recorded twice
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [
        {"type": "recording_start", "option": {"format": "wav"}},
        {"type": "talk", "option": {"text": "The first part.", "language": "en-US"}},
        {"type": "recording_stop"},
        {"type": "recording_start", "option": {"format": "wav"}},
        {"type": "talk", "option": {"text": "The second part.", "language": "en-US"}}
      ]
      """
    Then the callee hears in order
      | The first part.  |
      | The second part. |
    And the call ends locally with reason "normal"
