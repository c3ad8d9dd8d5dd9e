Feature: Signing on
  A username and a password give a token; a token or an access key signs every request.

  @blocker
  Scenario: signing on gives a token
    When I sign on
    Then it succeeds

  @critical
  Scenario Outline: signing on as <username> with the password <password> is refused
    When I sign on as "<username>" with the password "<password>"
    Then it is refused because the username or the password is wrong

    Examples:
      | username           | password         |
      | nobody-of-the-name | not-the-password |
      | demo               | not-the-password |
      | nobody-of-the-name |                  |

  @critical
  Scenario Outline: a request may carry <credential>
    Given my credential travels as <credential>
    When I try to list the calls
    Then it succeeds

    Examples:
      | credential                 |
      | a token in the query       |
      | a token in a cookie        |
      | a bearer token             |
      | an access key in the query |

  @critical
  Scenario Outline: a bad credential is refused, sent as <credential>
    Given my credential travels as <credential>
    When somebody with a bad credential tries to list the calls
    Then it is refused because the credential is bad

    Examples:
      | credential                 |
      | a token in the query       |
      | a token in a cookie        |
      | a bearer token             |
      | an access key in the query |

  @critical
  Scenario Outline: without a credential nobody can <attempt>
    When somebody without a credential tries to <attempt>
    Then it is refused because the credential is missing

    Examples:
      | attempt                            |
      | list the calls                     |
      | list the groupcalls                |
      | list the flows                     |
      | list the activeflows               |
      | list the numbers                   |
      | list the access keys               |
      | read the balance                   |
      | make a call                        |
      | make a groupcall                   |
      | store a flow                       |
      | run a flow                         |
      | read a call that does not exist    |
      | hang up a call that does not exist |
      | delete a call that does not exist  |
