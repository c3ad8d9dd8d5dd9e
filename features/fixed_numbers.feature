@fixed_numbers @dials @normal
Feature: The numbers of the mock's world
  Every mock knows the same numbers, and each of them does what the table of the design says.

  @hears
  Scenario Outline: <number> presses <digit> half a second after the first prompt
    Given the callee "<number>"
    When I call the callee with the flow "song menu"
    Then the call rings for 2 seconds
    And the callee waits half a second between "Welcome to the song line. Press 1 for jazz, 2 for folk, 3 for a waltz." and "<next>"
    And the call ends locally with reason "normal"

    Examples:
      | number       | digit | next                                    |
      | +15550100001 | 1     | Here comes a slow tune for a saxophone. |
      | +15550100002 | 2     | Here comes a ballad from the mountains. |
      | +15550100003 | 3     | Here comes a dance in three-four time.  |
      | +15550100004 | 4     | That key has no song.                   |
      | +15550100005 | 5     | That key has no song.                   |
      | +15550100006 | 6     | That key has no song.                   |
      | +15550100007 | 7     | That key has no song.                   |
      | +15550100008 | 8     | That key has no song.                   |
      | +15550100009 | 9     | That key has no song.                   |

  @hears
  Scenario Outline: <who>, <number>, answers after 2 seconds and listens until the platform hangs up
    Given the callee "<number>"
    When I call the callee with the flow "two sentences"
    Then the call rings for 2 seconds
    And the callee hears the prompt "The second sentence comes second."
    And the call ends locally with reason "normal"

    Examples:
      | number        | who                          |
      | +15550100010  | the listener                 |
      | +442071838750 | any other number             |
      | +821012345678 | a number in Korea            |
      | +15552222222  | an owned number with no flow |

  @tutorial @hears
  Scenario: any endpoint answers and listens until the platform hangs up
    Given the callee "reception@office"
    When I call the callee with the flow "two sentences"
    Then the call rings for 2 seconds
    And the callee hears the prompt "The second sentence comes second."
    And the call ends locally with reason "normal"

  @current @hears
  Scenario: any extension answers and listens until the platform hangs up
    Given the callee "1000"
    When I call the callee with the flow "two sentences"
    Then the groupcall is answered by the callee
    And the callee hears the prompt "The second sentence comes second."
    And the call ends locally with reason "normal"

  @current @hears
  Scenario: any SIP address answers and listens until the platform hangs up
    Given the callee "sip:reception@office"
    When I call the callee with the flow "two sentences"
    Then the call rings for 2 seconds
    And the callee hears the prompt "The second sentence comes second."
    And the call ends locally with reason "normal"

  @current
  Scenario: SIP addresses ring together as numbers do
    Given the callee "sip:front.desk@office"
    And the second callee "sip:back.desk@office"
    When I make a groupcall to all callees with the flow "two sentences"
    Then the groupcall rings each callee with a call of its own

  @current
  Scenario: a number and a SIP address ring together
    Given the callee "+15550100010"
    And the second callee "sip:front.desk@office"
    When I make a groupcall to all callees with the flow "two sentences"
    Then the groupcall rings each callee with a call of its own

  Scenario: +15550100011 is busy
    Given the callee "+15550100011"
    When I call the callee with the flow "greeting"
    Then the call ends remotely with reason "busy"

  Scenario: +15550100012 rings and never answers
    Given the callee "+15550100012"
    When I call the callee with the flow "greeting"
    Then the call passes through dialing, ringing, hangup
    And the call rings for 30 seconds
    And the call ends remotely with reason "noanswer"

  Scenario: +15550100013 rings for 2 seconds and rejects
    Given the callee "+15550100013"
    When I call the callee with the flow "greeting"
    Then the call passes through dialing, ringing, hangup
    And the call rings for 2 seconds
    And the call ends remotely with reason "noanswer"

  Scenario: +15550100014 cannot be reached
    Given the callee "+15550100014"
    When I call the callee with the flow "greeting"
    Then the call passes through dialing, hangup
    And the call ends remotely with reason "failed"

  Scenario: +15550100015 answers after 2 seconds and hangs up 3 seconds later
    Given the callee "+15550100015"
    When I call the callee with the flow "song menu"
    Then the call passes through dialing, ringing, progressing, hangup
    And the call rings for 2 seconds
    And the call lasts 3 seconds
    And the call ends remotely with reason "normal"
