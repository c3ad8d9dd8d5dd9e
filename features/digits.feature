@callee @dials @hears
Feature: The platform takes the digits that a callee presses
  It waits so many milliseconds for so many digits. A digit that comes too early, during a prompt, counts for the next
  wait, and only the newest does.

  @critical @real_line
  Scenario: four digits open the door
    Given a callee who answers after 2 seconds
    And the callee presses "2468" after the first prompt
    When I call the callee with the flow "door code"
    Then the callee hears in order
      | Enter your four digits. |
      | The door is open.       |

  @normal
  Scenario: four wrong digits do not
    Given a callee who answers after 2 seconds
    And the callee presses "2469" after the first prompt
    When I call the callee with the flow "door code"
    Then the callee hears in order
      | Enter your four digits. |
      | The door stays shut.    |

  @normal
  Scenario: digits pressed one by one add up
    Given a callee who answers after 2 seconds
    And the callee presses "24" 1 second after the first prompt
    And the callee presses "68" 3 seconds after the first prompt
    When I call the callee with the flow "door code"
    Then the callee hears the prompt "The door is open."

  @normal
  Scenario: too few digits count when the time is up
    Given a callee who answers after 2 seconds
    And the callee presses "246" after the first prompt
    When I call the callee with the flow "door code"
    Then the callee hears the prompt "The door stays shut."
    And the callee waits 8 seconds between "Enter your four digits." and "The door stays shut."

  @normal
  Scenario: the last digit ends the wait at once
    Given a callee who answers after 2 seconds
    And the callee presses "1" 2 seconds after the first prompt
    When I call the callee with the flow "one key"
    Then the callee waits 2 seconds between "Press one key within three seconds." and "It was the one."

  @normal
  Scenario: silence is waited out, then the default is taken
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "one key"
    Then the callee waits 3 seconds between "Press one key within three seconds." and "It was no key of mine."

  @normal
  Scenario: a digit after the wait comes too late
    Given a callee who answers after 2 seconds
    And the callee presses "1" 4 seconds after the first prompt
    When I call the callee with the flow "one key"
    Then the callee hears in order
      | Press one key within three seconds. |
      | It was no key of mine.              |

  @normal
  Scenario: a digit pressed during the prompt counts
    Given a callee who answers after 2 seconds
    And the callee presses "1" 1 second after the answer
    When I call the callee with the flow "one key"
    Then the callee hears in order
      | Press one key within three seconds. |
      | It was the one.                     |

  @normal
  Scenario: of two digits pressed during the prompt the newest counts
    Given a callee who answers after 2 seconds
    And the callee presses "1" half a second after the answer
    And the callee presses "2" 1 second after the answer
    When I call the callee with the flow "one key"
    Then the callee hears the prompt "It was the two."

  @normal
  Scenario: a digit is used up by the branch that it chose
    Given a callee who answers after 2 seconds
    And the callee presses "1" after the first prompt
    When I call the callee with the flow "ask twice"
    Then the callee hears in order
      | Press a key.                         |
      | A one, thank you. Press another key. |
      | That was not a one.                  |

  @normal
  Scenario: a second digit is asked for and chooses again
    Given a callee who answers after 2 seconds
    And the callee presses "1" after the first prompt
    And the callee presses "1" after the second prompt
    When I call the callee with the flow "ask twice"
    Then the callee hears in order
      | Press a key.                         |
      | A one, thank you. Press another key. |
      | Two ones, well done.                 |

  @normal
  Scenario: silence at the first question leaves the second out
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "ask twice"
    Then the callee hears in order
      | Press a key.        |
      | That was not a one. |

  @normal
  Scenario: digits are taken as they were pressed, a zero in front included
    Given a callee who answers after 2 seconds
    And the callee presses "01" after the first prompt
    When I call the callee with this flow:
      """
      [
        {"type": "talk", "option": {"text": "Two digits, please.", "language": "en-US"}},
        {"type": "digits_receive", "option": {"duration": 6000, "length": 2}},
        {"type": "branch", "option": {
          "default_target_id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7602",
          "target_ids": {"1": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7601", "001": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7601"}}},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7601", "type": "talk",
         "option": {"text": "That is as good as a one.", "language": "en-US"}},
        {"type": "hangup"},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7602", "type": "talk",
         "option": {"text": "That is no key of mine.", "language": "en-US"}}
      ]
      """
    Then the callee hears in order
      | Two digits, please.     |
      | That is no key of mine. |

  @normal
  Scenario: after a wait in silence there is no digit, whatever was pressed before
    Given a callee who answers after 2 seconds
    And the callee presses "1" after the first prompt
    When I call the callee with this flow:
      """
      [
        {"type": "talk", "option": {"text": "Press a key.", "language": "en-US"}},
        {"type": "digits_receive", "option": {"duration": 3000, "length": 1}},
        {"type": "talk", "option": {"text": "And another one.", "language": "en-US"}},
        {"type": "digits_receive", "option": {"duration": 3000, "length": 1}},
        {"type": "branch", "option": {
          "default_target_id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7702",
          "target_ids": {"1": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7701"}}},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7701", "type": "talk",
         "option": {"text": "It was a one.", "language": "en-US"}},
        {"type": "hangup"},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7702", "type": "talk",
         "option": {"text": "It was no key.", "language": "en-US"}}
      ]
      """
    Then the callee hears in order
      | Press a key.     |
      | And another one. |
      | It was no key.   |

  @current @normal
  Scenario: the digit that cuts a prompt short is the answer to it
    Given a callee who answers after 2 seconds
    And the callee presses "1" 1 second after the answer
    When I call the callee with this flow:
      """
      [
        {"type": "talk", "option": {
          "text": "Whoever has heard this long introduction before may press one.",
          "language": "en-US", "digits_handle": "next"}},
        {"type": "digits_receive", "option": {"duration": 5000, "length": 1}},
        {"type": "branch", "option": {
          "default_target_id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7902",
          "target_ids": {"1": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7901"}}},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7901", "type": "talk",
         "option": {"text": "You have heard it before.", "language": "en-US"}},
        {"type": "hangup"},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7902", "type": "talk",
         "option": {"text": "You are new here.", "language": "en-US"}}
      ]
      """
    Then the callee hears only the beginning of the prompt "Whoever has heard this long introduction before may press one."
    And the callee hears the prompt "You have heard it before."

  @two_callees @normal
  Scenario: a digit that nobody asked for is forgotten with its call
    Given a callee who answers after 2 seconds
    And the callee presses "1" 1 second after the answer
    And a second callee who answers after 2 seconds
    When I call the callee with the flow "greeting"
    And the call is over
    And I call the second callee with the flow "one key"
    Then the second callee hears in order
      | Press one key within three seconds. |
      | It was no key of mine.              |

  @current @critical
  Scenario: the key that ends the input is not part of it
    Given a callee who answers after 2 seconds
    And the callee presses "12#" 1 second after the first prompt
    When I call the callee with this flow:
      """
      [
        {"type": "talk", "option": {"text": "Your number, then hash.", "language": "en-US"}},
        {"type": "digits_receive", "option": {"duration": 9000, "length": 8, "key": "#"}},
        {"type": "branch", "option": {
          "default_target_id": "9d4e2b10-51c7-4c39-8a55-3f2e7d60c132",
          "target_ids": {"12": "9d4e2b10-51c7-4c39-8a55-3f2e7d60c131"}}},
        {"id": "9d4e2b10-51c7-4c39-8a55-3f2e7d60c131", "type": "talk",
         "option": {"text": "Number twelve.", "language": "en-US"}},
        {"type": "hangup"},
        {"id": "9d4e2b10-51c7-4c39-8a55-3f2e7d60c132", "type": "talk",
         "option": {"text": "No such number.", "language": "en-US"}},
        {"type": "hangup"}
      ]
      """
    Then the callee hears in order
      | Your number, then hash. |
      | Number twelve.          |

  Scenario: digits that come slowly do not stretch the wait
    Given a callee who answers after 2 seconds
    And the callee presses "2" 3 seconds after the first prompt
    And the callee presses "4" 6 seconds after the first prompt
    When I call the callee with the flow "door code"
    Then the callee waits 8 seconds between "Enter your four digits." and "The door stays shut."

  @two_callees @normal
  Scenario: a key counts for the call on which it was pressed, and for no other
    Given a callee who answers after 2 seconds
    And the callee presses "1" after the first prompt
    And a second callee who answers after 2 seconds
    When I call the callee and the second callee with the flow "one key"
    Then the callee hears the prompt "It was the one."
    And the second callee hears the prompt "It was no key of mine."

  @current @normal
  Scenario Outline: an end key ends the wait: <pressed>
    Given a callee who answers after 2 seconds
    And the callee presses "<pressed>" 1 second after the first prompt
    When I call the callee with this flow:
      """
      [
        {"type": "talk", "option": {"text": "Dial an extension, then hash.", "language": "en-US"}},
        {"type": "digits_receive", "option": {"duration": 8000, "key": "#"}},
        {"type": "branch", "option": {
          "default_target_id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7302",
          "target_ids": {
            "12": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7301",
            "12#": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7301"
          }
        }},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7301", "type": "talk", "option": {"text": "Twelve is the workshop.", "language": "en-US"}},
        {"type": "hangup"},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7302", "type": "talk", "option": {"text": "Nobody sits there.", "language": "en-US"}},
        {"type": "hangup"}
      ]
      """
    Then the callee waits <time> between "Dial an extension, then hash." and "<prompt>"

    Examples:
      | pressed | time      | prompt                  |
      | 12#     | 1400 ms   | Twelve is the workshop. |
      | 13#     | 1400 ms   | Nobody sits there.      |
      | 12      | 8 seconds | Twelve is the workshop. |
