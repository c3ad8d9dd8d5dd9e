@callee @dials
Feature: One request rings several callees
  All telephones ring at once; the first to answer gets the call, the others fall silent.

  @hears @critical @real_line
  Scenario: all ring, one answers, the others end
    Given a callee who answers after 8 seconds
    And a second callee who answers after 3 seconds
    And a third callee who never answers
    When I make a groupcall to all callees with the flow "greeting"
    Then the groupcall rings each callee with a call of its own
    And the groupcall is answered by the second callee
    And the second callee hears the prompt "Good morning. This is a short greeting from the test desk."
    And the call to the second callee passes through dialing, ringing, progressing, terminating, hangup
    And the call to the callee ends locally with reason "cancel"
    And the call to the third callee ends locally with reason "cancel"

  @normal
  Scenario: nobody answers
    Given a callee who does not answer for 20 seconds
    And a second callee who is busy
    When I make a groupcall to all callees with the flow "greeting"
    Then the groupcall is answered by nobody
    And the call to the callee ends remotely with reason "noanswer"
    And the call to the second callee ends remotely with reason "busy"

  @tutorial @fixed_numbers @normal
  Scenario: endpoints ring as numbers do
    Given the callee "front.desk@office"
    And the second callee "back.desk@office"
    When I make a groupcall to all callees with the flow "greeting"
    Then the groupcall rings each callee with a call of its own

  @current @fixed_numbers @normal
  Scenario: extensions ring as numbers do
    Given the callee "2000"
    And the second callee "3000"
    When I make a groupcall to all callees with the flow "greeting"
    Then the groupcall rings each callee with a call of its own

  @normal
  Scenario: hanging up the groupcall ends all its calls
    Given a callee who never answers
    And a second callee who never answers
    When I make a groupcall to all callees with the flow "greeting"
    And the call to the callee is ringing
    And the call to the second callee is ringing
    And I try to hang up the groupcall
    Then it succeeds
    And the call to the callee ends locally with reason "cancel"
    And the call to the second callee ends locally with reason "cancel"
    And the groupcall is answered by nobody

  @normal
  Scenario: a groupcall that is over can be deleted
    Given a callee who is busy
    And a second callee who is busy
    When I make a groupcall to all callees with the flow "greeting"
    And the call to the callee is over
    And the call to the second callee is over
    And I try to delete the groupcall
    Then it succeeds
    And the groupcall is gone

  @normal
  Scenario: all at once, when the request says so
    Given a callee who answers after 5 seconds
    And a second callee who answers after 2 seconds
    When I make a groupcall to all callees, all at once, with the flow "greeting"
    Then the groupcall rings each callee with a call of its own
    And the groupcall is answered by the second callee

  @normal
  Scenario: one after another, when the first does not answer
    Given a callee who rejects the call after 3 seconds
    And a second callee who answers after 2 seconds
    When I make a groupcall to all callees, one after another, with the flow "greeting"
    Then the call to the second callee begins when the call to the callee has ended
    And the groupcall is answered by the second callee

  @unreachable_callee @two_callees @normal
  Scenario: one after another, past one who cannot be reached
    Given a callee who cannot be reached
    And a second callee who answers after 2 seconds
    And a third callee who answers after 2 seconds
    When I make a groupcall to all callees, one after another, with the flow "greeting"
    Then the groupcall is answered by the second callee

  @two_callees @normal
  Scenario: the groupcall still names who answered when it is over
    Given a callee who answers after 8 seconds
    And a second callee who answers after 3 seconds
    When I make a groupcall to all callees with the flow "greeting"
    And the call to the second callee is over
    And I wait 5 seconds
    Then the groupcall is answered by the second callee

  @price @normal
  Scenario: one after another, nobody is rung any more when the groupcall is hung up
    Given a callee who never answers
    And a second callee who answers after 2 seconds
    And I have noted my calls and my balance
    When I make a groupcall to all callees, one after another, with the flow "greeting"
    And the call to the callee is ringing
    And I try to hang up the groupcall
    Then it succeeds
    And the call to the callee ends locally with reason "cancel"
    When I wait 1 minute
    Then the groupcall is answered by nobody
    And I have paid for 1 call

  @empty_account @critical
  Scenario: a groupcall needs credit
    Given I am a customer without credit
    And I have noted my calls and my balance
    And a callee who answers after 2 seconds
    And a second callee who answers after 2 seconds
    When I make a groupcall to all callees with the flow "greeting"
    Then it is refused because the balance is too low
    And nothing is dialled, listed or paid

  @current @price @normal
  Scenario: one after another, nobody is rung any more when somebody has answered
    Given a callee who answers after 2 seconds
    And a second callee who answers after 2 seconds
    And I have noted my calls and my balance
    When I make a groupcall to all callees, one after another, with the flow "greeting"
    And the call to the callee is over
    And I wait 1 minute
    Then the groupcall is answered by the callee
    And I have paid for 1 call

  @tutorial @fixed_numbers @normal
  Scenario: a number and an endpoint ring together
    Given the callee "front.desk@office"
    And a second callee who answers after 8 seconds
    When I make a groupcall to all callees with the flow "greeting"
    Then the groupcall rings each callee with a call of its own

  @normal
  Scenario Outline: a groupcall to <number>, which is not in E.164, is refused
    Given I have noted my calls and my balance
    When I make a groupcall to "<number>" with the flow "greeting"
    Then it is refused because a number is not in E.164
    And nothing is dialled, listed or paid

    Examples:
      | number          |
      | +1 555 111 0000 |
      | +1-555-111-0000 |
      | 15551110000     |
