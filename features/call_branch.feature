@callee @dials
Feature: A digit picks the branch
  The menu asks for one digit and waits five seconds for it. Each known digit leads to its own song and the end of
  the call; everything else leads to the default, which asks again twice and then says goodbye.

  @hears @critical @real_line
  Scenario Outline: the callee presses <digit>
    Given a callee who answers after 2 seconds
    And the callee presses "<digit>" after the first prompt
    When I call the callee with the flow "song menu"
    Then the call passes through dialing, ringing, progressing, terminating, hangup
    And the callee hears the prompt "<prompt>"
    And the call ends locally with reason "normal"

    Examples:
      | digit | prompt                                  |
      | 1     | Here comes a slow tune for a saxophone. |
      | 2     | Here comes a ballad from the mountains. |
      | 3     | Here comes a dance in three-four time.  |

  @hears @critical
  Scenario: only the chosen branch is heard
    Given a callee who answers after 2 seconds
    And the callee presses "2" after the first prompt
    When I call the callee with the flow "song menu"
    Then the callee hears in order
      | Welcome to the song line. Press 1 for jazz, 2 for folk, 3 for a waltz. |
      | Here comes a ballad from the mountains.                                |

  @hears @normal
  Scenario Outline: a wrong digit, <digit>, leads to the default, and the next digit counts
    Given a callee who answers after 2 seconds
    And the callee presses "<digit>" after the first prompt
    And the callee presses "3" after the third prompt
    When I call the callee with the flow "song menu"
    Then the callee hears in order
      | Welcome to the song line. Press 1 for jazz, 2 for folk, 3 for a waltz. |
      | That key has no song.                                                  |
      | Welcome to the song line. Press 1 for jazz, 2 for folk, 3 for a waltz. |
      | Here comes a dance in three-four time.                                 |
    And the call ends locally with reason "normal"

    Examples:
      | digit |
      | 9     |
      | 0     |
      | *     |

  @hears @normal
  Scenario: silence runs the loop to its end
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "song menu"
    Then the callee hears in order
      | Welcome to the song line. Press 1 for jazz, 2 for folk, 3 for a waltz. |
      | That key has no song.                                                  |
      | Welcome to the song line. Press 1 for jazz, 2 for folk, 3 for a waltz. |
      | That key has no song.                                                  |
      | Welcome to the song line. Press 1 for jazz, 2 for folk, 3 for a waltz. |
      | That key has no song.                                                  |
      | No song today. Goodbye.                                                |
    And the call ends locally with reason "normal"

  @hears @normal
  Scenario: a wrong digit each time runs the loop to its end
    Given a callee who answers after 2 seconds
    And the callee presses "7" after the first prompt
    And the callee presses "8" after the third prompt
    And the callee presses "9" after the fifth prompt
    When I call the callee with the flow "song menu"
    Then the callee hears the prompt "Welcome to the song line. Press 1 for jazz, 2 for folk, 3 for a waltz." 3 times
    And the callee hears the prompt "That key has no song." 3 times
    And the callee hears the prompt "No song today. Goodbye." once
    And the call ends locally with reason "normal"

  @hears @normal
  Scenario Outline: <key> is a key like any other
    Given a callee who answers after 2 seconds
    And the callee presses "<key>" after the first prompt
    When I call the callee with this flow:
      """
      [
        {"type": "talk", "option": {"text": "Star or hash?", "language": "en-US"}},
        {"type": "digits_receive", "option": {"duration": 3000, "length": 1}},
        {"type": "branch", "option": {"default_target_id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7103", "target_ids": {"*": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7101", "#": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7102"}}},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7101", "type": "talk", "option": {"text": "That was the star.", "language": "en-US"}},
        {"type": "hangup"},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7102", "type": "talk", "option": {"text": "That was the hash.", "language": "en-US"}},
        {"type": "hangup"},
        {"id": "3c1f7a52-0e4b-4d7e-9a60-5b8d2c9e7103", "type": "talk", "option": {"text": "Neither of the two.", "language": "en-US"}},
        {"type": "hangup"}
      ]
      """
    Then the callee hears in order
      | Star or hash? |
      | <prompt>      |

    Examples:
      | key | prompt              |
      | *   | That was the star.  |
      | #   | That was the hash.  |
      | 0   | Neither of the two. |
