@callee @dials @hears
Feature: A call that sends tones
  The platform sends DTMF digits into the call, one after another, each as long as the flow says.

  @critical
  Scenario: the callee hears the ten digits of the telephone
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "all tones"
    Then the callee hears the digits "1234567890", each 500 ms long
    And the call ends locally with reason "normal"

  @normal @real_line
  Scenario: star and hash are sent too, between two sentences
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "dial tones"
    Then the callee hears the digits "159*#0", each 300 ms long
    And the callee hears in order
      | Now come the tones.   |
      | Those were the tones. |

  @normal @real_line
  Scenario: every digit there is can be sent
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [{"type": "dtmf_send", "option": {"dtmfs": "0123456789*#ABCD", "duration": 120, "interval": 60}}]
      """
    Then the callee hears the digits "0123456789*#ABCD", each 120 ms long

  @normal
  Scenario Outline: a tone is <length> ms long
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [{"type": "dtmf_send", "option": {"dtmfs": "A1D", "duration": <length>, "interval": 100}}]
      """
    Then the callee hears the digits "A1D", each <length> ms long

    Examples:
      | length |
      | 100    |
      | 1000   |

  @normal
  Scenario Outline: equal tones in a row are sent each by itself, <pause> ms apart
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [{"type": "dtmf_send", "option": {"dtmfs": "1122##D", "duration": 200, "interval": <pause>}}]
      """
    Then the callee hears the digits "1122##D", each 200 ms long

    Examples:
      | pause |
      | 100   |
      | 1000  |
