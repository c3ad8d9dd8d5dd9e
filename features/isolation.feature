@two_accounts @critical
Feature: What one customer has, another cannot touch
  Another customer can neither read, change, list, use nor end what is not theirs.

  @callee @dials
  Scenario Outline: another customer cannot <attempt> the call
    Given a callee who never answers
    When I call the callee with the flow "greeting"
    And the call is ringing
    And another customer tries to <attempt> the call
    Then it is refused because it belongs to another customer
    And the call is still ringing

    Examples:
      | attempt |
      | read    |
      | hang up |
      | delete  |

  @callee @dials
  Scenario: another customer cannot delete a call that is over
    Given a callee who is busy
    When I call the callee with the flow "greeting"
    And the call is over
    And another customer tries to delete the call
    Then it is refused because it belongs to another customer
    And the call is still hangup

  @callee @dials
  Scenario Outline: another customer cannot <attempt> the groupcall
    Given a callee who never answers
    And a second callee who never answers
    When I make a groupcall to all callees with the flow "greeting"
    And the call to the callee is ringing
    And another customer tries to <attempt> the groupcall
    Then it is refused because it belongs to another customer
    And the call to the callee is still ringing

    Examples:
      | attempt |
      | read    |
      | hang up |
      | delete  |

  Scenario Outline: another customer cannot <attempt> the flow
    Given I have stored the flow "greeting"
    When another customer tries to <attempt> the flow
    Then it is refused because it belongs to another customer
    And the stored flow "greeting" has kept its actions

    Examples:
      | attempt |
      | read    |
      | delete  |

  Scenario Outline: another customer cannot <attempt> the number
    When another customer tries to <attempt> the number
    Then it is refused because it belongs to another customer

    Examples:
      | attempt |
      | read    |
      | change  |

  @callee
  Scenario: another customer's flow runs neither with a groupcall nor without a call
    Given a callee who answers after 2 seconds
    And another customer has stored the flow "greeting"
    And I have noted my calls and my balance
    When I make a groupcall to the callee with the stored flow "greeting"
    Then it is refused because it belongs to another customer
    When I run the stored flow "greeting" without a call
    Then it is refused because it belongs to another customer
    And nothing is dialled, listed or paid

  Scenario: another customer cannot read the activeflow
    Given I have stored the flow "open line"
    When I run the stored flow "open line" without a call
    And another customer tries to read the activeflow
    Then it is refused because it belongs to another customer

  @callee @dials
  Scenario: no list of another customer shows anything of mine
    Given a callee who never answers
    And a second callee who never answers
    And I have stored the flow "greeting"
    When I call the callee with the flow "greeting"
    And I make a groupcall to all callees with the flow "greeting"
    And I run the stored flow "greeting" without a call
    Then another customer's lists show nothing of mine

  @callee @dials
  Scenario: another customer's number is no source of mine
    Given a callee who answers after 2 seconds
    And I have noted my calls and my balance
    When I call the callee from "+15554444444" with the flow "greeting"
    Then it is refused because the source is not mine
    And nothing is dialled, listed or paid
