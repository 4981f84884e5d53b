import { must, type RuleTable, should } from './rule.ts'

/** Files as such: their outer objects, EF.COM, and which of them there are. */
export const fileRules = {
  TLV: must(
    'ISO/IEC 7816-4, 5.2.2',
    'Tệp không theo cấu trúc nhãn–độ dài–giá trị',
    'The file is no tag-length-value object',
  ),
  TAG: must(
    '9303-10, table 38',
    'Nhãn ngoài cùng không phải nhãn của tệp này',
    'The outer tag is not that of this file',
  ),
  TRAILING_BYTES: must(
    '9303-10, 4.6',
    'Sau nội dung của tệp còn byte thừa',
    'Bytes follow the content of the file',
  ),
  UNREADABLE: must('9303-10, 4.6', 'Không đọc được tệp', 'The file cannot be read'),
  COM_MISSING: must('9303-10, 4.6.1', 'Không có EF.COM', 'There is no EF.COM'),
  COM_STRUCTURE: must(
    '9303-10, 4.6.1',
    'EF.COM thiếu, thừa hoặc sai thứ tự phần tử',
    'EF.COM lacks an element, has one too many or in another order',
  ),
  COM_LDS_VERSION: must(
    '9303-10, 4.6.1',
    'Phiên bản LDS trong EF.COM không hợp lệ',
    'The LDS version in EF.COM is not a known one',
  ),
  COM_UNICODE_VERSION: must(
    '9303-10, 4.6.1',
    'Phiên bản Unicode trong EF.COM không phải 4.0.0',
    'The Unicode version in EF.COM is not 4.0.0',
  ),
  COM_TAG_UNKNOWN: must(
    '9303-10, 4.6.1',
    'EF.COM liệt kê nhãn không phải của nhóm dữ liệu',
    'EF.COM lists a tag that is no data group’s',
  ),
  COM_TAG_DUPLICATE: must(
    '9303-10, 4.6.1',
    'EF.COM liệt kê một nhóm dữ liệu hai lần',
    'EF.COM lists a data group twice',
  ),
  COM_TAG_ORDER: should(
    '9303-10, 4.6.1',
    'EF.COM liệt kê nhóm dữ liệu không theo thứ tự số',
    'EF.COM does not list the data groups by number',
  ),
  DG1_MISSING: must('9303-10, table 38', 'Không có DG1 (dòng MRZ)', 'There is no DG1 (MRZ)'),
  DG2_MISSING: must(
    '9303-10, table 38; Luật Căn cước 2023, 18',
    'Không có DG2 (ảnh khuôn mặt) dù người được cấp thẻ từ đủ 6 tuổi',
    'There is no DG2 (portrait), and the holder was six or older',
  ),
  FILE_ABSENT: must(
    '9303-10, 4.6',
    'EF.COM và EF.SOD liệt kê nhưng chip không có tệp',
    'EF.COM and EF.SOD list the file, but it is not there',
  ),
  DG3_NOT_READ: should(
    '9303-11, 7.1',
    'Vân tay (DG3) có trên chip nhưng chưa đọc, nên chưa kiểm tra',
    'DG3 is on the chip but was not read, hence not checked',
  ),
  NOT_IN_SOD: must(
    '9303-10, 4.6.2',
    'EF.COM liệt kê và có tệp, nhưng EF.SOD không ký tệp này',
    'EF.COM lists the file and it is there, but EF.SOD does not sign it',
  ),
  NOT_IN_COM: must(
    '9303-10, 4.6.1',
    'EF.SOD ký và có tệp, nhưng EF.COM không liệt kê',
    'EF.SOD signs the file and it is there, but EF.COM does not list it',
  ),
  ONLY_IN_COM: must(
    '9303-10, 4.6.1',
    'Chỉ EF.COM liệt kê; không có tệp và EF.SOD không ký',
    'Only EF.COM lists it; there is neither a file nor a hash',
  ),
  ONLY_IN_SOD: must(
    '9303-10, 4.6.2',
    'Chỉ EF.SOD có giá trị băm; không có tệp và EF.COM không liệt kê',
    'Only EF.SOD has a hash; there is no file and EF.COM does not list it',
  ),
  FILE_NOT_LISTED: must(
    '9303-10, 4.6',
    'Có tệp mà EF.COM và EF.SOD đều không liệt kê',
    'The file is there, and neither EF.COM nor EF.SOD lists it',
  ),
  LDS_VERSION_DIFFERS: must(
    '9303-10, 4.6.2.2',
    'Phiên bản LDS trong EF.COM và EF.SOD không khớp',
    'EF.COM and EF.SOD are of different LDS versions',
  ),
  UNICODE_VERSION_DIFFERS: must(
    '9303-10, 4.6.2.2',
    'Phiên bản Unicode trong EF.COM và EF.SOD không khớp',
    'EF.COM and EF.SOD tell different Unicode versions',
  ),
} as const satisfies RuleTable
