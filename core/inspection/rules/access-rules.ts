import { must, type RuleTable, should } from './rule.ts'

/** EF.CardAccess, DG14 and DG15: how the chip is opened and how it proves that it is no copy. */
export const accessRules = {
  SECURITY_INFOS: must('9303-11, 9.2', 'SecurityInfos sai cấu trúc', 'SecurityInfos is malformed'),
  SECURITY_INFO_UNKNOWN: should('9303-11, 9.2', 'Có giao thức chưa biết', 'A protocol is not known'),
  SECURITY_INFO_DUPLICATE: must(
    '9303-11, 9.2',
    'Một SecurityInfo có hai lần',
    'A SecurityInfo is there twice',
  ),
  PACE_INFO_MISSING: must(
    '9303-11, 9.2.1',
    'EF.CardAccess không có PACEInfo',
    'EF.CardAccess has no PACEInfo',
  ),
  PACE_VERSION: must('9303-11, 9.2.1', 'Phiên bản PACEInfo không phải 2', 'The version of PACEInfo is not 2'),
  PACE_PARAMETERS: must(
    '9303-11, 9.5.1',
    'PACEInfo không nêu bộ tham số chuẩn của giao thức đó',
    'PACEInfo names no standardised parameters of that protocol',
  ),
  PACE_CAM_ALONE: must(
    '9303-11, 4.4.1',
    'Chip có PACE-CAM thì phải có cả PACE-GM hoặc PACE-IM',
    'PACE-CAM needs PACE-GM or PACE-IM beside it',
  ),
  CARD_ACCESS_MISSING: must(
    '9303-11, 9.2',
    'DG14 nói chip dùng PACE nhưng không có EF.CardAccess',
    'DG14 says PACE, but there is no EF.CardAccess',
  ),
  CARD_ACCESS_NOT_IN_DG14: must(
    '9303-11, 9.2',
    'EF.CardAccess có điều mà DG14 (được ký) không có',
    'EF.CardAccess says what the signed DG14 does not',
  ),
  PACE_NOT_IN_CARD_ACCESS: must(
    '9303-11, 9.2',
    'DG14 có PACEInfo mà EF.CardAccess không có',
    'DG14 has a PACEInfo that EF.CardAccess has not',
  ),
  CA_VERSION: must(
    '9303-11, 9.2.5',
    'Phiên bản ChipAuthenticationInfo không phải 1',
    'The version of ChipAuthenticationInfo is not 1',
  ),
  CA_KEY_MISSING: must(
    '9303-11, 9.2.5',
    'Có ChipAuthenticationInfo mà không có khóa',
    'ChipAuthenticationInfo is there without its public key',
  ),
  CA_INFO_MISSING: must(
    '9303-11, 9.2.5',
    'Có khóa Chip Authentication mà không có ChipAuthenticationInfo',
    'A Chip Authentication key is there without its info',
  ),
  CA_KEY: must(
    '9303-11, 9.2.6',
    'Khóa Chip Authentication sai dạng hoặc đường cong không được công nhận',
    'The Chip Authentication key is malformed or of no recognised curve',
  ),
  CA_POINT_OFF_CURVE: must(
    'SEC 1, 3.2.2',
    'Khóa Chip Authentication không nằm trên đường cong',
    'The Chip Authentication key is not on its curve',
  ),
  TA_VERSION: must(
    'TR-03110-3, A.1.1.3',
    'Phiên bản TerminalAuthenticationInfo không phải 1 hoặc 2',
    'The version of TerminalAuthenticationInfo is neither 1 nor 2',
  ),
  AA_INFO_VERSION: must(
    '9303-11, 9.2.4',
    'Phiên bản ActiveAuthenticationInfo không phải 1',
    'The version of ActiveAuthenticationInfo is not 1',
  ),
  AA_INFO_ALGORITHM: must(
    '9303-11, 9.2.4',
    'Thuật toán của Active Authentication không được phép',
    'The algorithm of Active Authentication is not allowed',
  ),
  AA_INFO_MISSING: must(
    '9303-11, 9.2.4',
    'DG15 có khóa ECDSA mà DG14 không có ActiveAuthenticationInfo',
    'DG15 has an ECDSA key, but DG14 no ActiveAuthenticationInfo',
  ),
  AA_KEY_MISSING: must(
    '9303-11, 6.1',
    'DG14 có ActiveAuthenticationInfo mà không có DG15',
    'DG14 has ActiveAuthenticationInfo, but there is no DG15',
  ),
  AA_KEY: must(
    '9303-10, 4.7.15',
    'Khóa Active Authentication sai dạng hoặc không được công nhận',
    'The Active Authentication key is malformed or not recognised',
  ),
  AA_POINT_OFF_CURVE: must(
    'SEC 1, 3.2.2',
    'Khóa Active Authentication không nằm trên đường cong',
    'The Active Authentication key is not on its curve',
  ),
  CARD_SECURITY_NOT_READ: should(
    '9303-11, 9.2.12',
    'Chip có PACE-CAM nhưng không có hoặc chưa đọc EF.CardSecurity',
    'The chip has PACE-CAM, but EF.CardSecurity is missing or was not read',
  ),
  CARD_SECURITY_DIFFERS: must(
    '9303-11, 9.2.12',
    'EF.CardSecurity không khớp với EF.CardAccess hoặc khóa trong DG14',
    'EF.CardSecurity disagrees with EF.CardAccess or with the key in DG14',
  ),
  DG14_MISSING: must(
    '9303-11, 9.2',
    'Có EF.CardAccess mà không có DG14 được ký',
    'There is EF.CardAccess, but no signed DG14',
  ),
} as const satisfies RuleTable
