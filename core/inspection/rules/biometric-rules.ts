import { must, type RuleTable, should } from './rule.ts'

/** DG2 and DG3: the groups of biometric templates, and the records of ISO/IEC 19794 inside. */
export const biometricRules = {
  BIT_GROUP: must(
    '9303-10, 4.7.2.1',
    'Nhóm sinh trắc học (7F61) sai cấu trúc',
    'The group of biometric templates (7F61) is malformed',
  ),
  BIT_COUNT: must(
    '9303-10, 4.7.2.1',
    'Số mẫu ghi khác số mẫu có',
    'The number of templates told is not that of templates there',
  ),
  BIT_NUMBER: must(
    '9303-10, 4.7.2.1',
    'Số mẫu sinh trắc học ngoài giới hạn',
    'There are more or fewer biometric templates than allowed',
  ),
  BIT_HEADER: must(
    'ISO/IEC 7816-11, table 3',
    'Phần đầu của mẫu sinh trắc học (A1) thiếu, thừa hoặc sai thứ tự',
    'The header of a biometric template (A1) lacks an element, has an unknown one or in another order',
  ),
  BIT_VERSION: must(
    'ISO/IEC 19785-3',
    'Phiên bản phần đầu không phải 0101',
    'The version of the header is not 0101',
  ),
  BIT_TYPE: must(
    'ISO/IEC 19785-3',
    'Loại sinh trắc học không đúng với tệp',
    'The biometric type is not that of the file',
  ),
  BIT_SUBTYPE: must('ISO/IEC 19785-3', 'Loại con không đúng', 'The biometric subtype is not one of its type'),
  BIT_OWNER: must(
    '9303-10, 4.7.2.1',
    'Tổ chức định dạng không phải 0101 (ISO/IEC JTC 1/SC 37)',
    'The format owner is not 0101 (ISO/IEC JTC 1/SC 37)',
  ),
  BIT_FORMAT: must(
    '9303-10, 4.7.2.1',
    'Mã định dạng không đúng với tệp',
    'The format type is not that of the file',
  ),
  BIT_DATE: must(
    'ISO/IEC 19785-3',
    'Ngày tạo hoặc thời hạn của mẫu sai dạng',
    'A creation date or validity period is malformed',
  ),
  BDB_TAG: must(
    '9303-10, 4.7.2.1',
    'Dữ liệu sinh trắc học không ở 5F2E hoặc 7F2E',
    'The biometric data is in neither 5F2E nor 7F2E',
  ),
  BDB_39794: should(
    'ISO/IEC 39794-1',
    'Dữ liệu theo ISO/IEC 39794 được nhận ra, không kiểm tra bên trong',
    'Data by ISO/IEC 39794 is recognised, not looked into',
  ),
  FACE_FORMAT: must(
    'ISO/IEC 19794-5, 5.4',
    'Bản ghi khuôn mặt không bắt đầu bằng FAC 010',
    'The face record does not begin FAC 010',
  ),
  FACE_LENGTH: must(
    'ISO/IEC 19794-5, 5.4',
    'Độ dài ghi trong bản ghi khuôn mặt sai',
    'The length told in the face record is wrong',
  ),
  FACE_COUNT: must(
    'ISO/IEC 19794-5, 5.4; 9303-10, 4.7.2',
    'Bản ghi phải có đúng một khuôn mặt',
    'The record must have exactly one face',
  ),
  FACE_BLOCK: must(
    'ISO/IEC 19794-5, 5.5',
    'Độ dài khối khuôn mặt sai',
    'The length of the face’s block is wrong',
  ),
  FACE_POINTS: must(
    'ISO/IEC 19794-5, 5.6',
    'Điểm đặc trưng nhiều hơn chỗ có, hoặc nằm ngoài ảnh',
    'There is no room for so many feature points, or one lies outside the picture',
  ),
  FACE_CODES: must(
    'ISO/IEC 19794-5, 5.5',
    'Mã giới tính, màu mắt, màu tóc hoặc màu ảnh ngoài bảng mã',
    'A code of sex, eyes, hair or colour is not in its table',
  ),
  FACE_IMAGE_TYPE: must(
    '9303-10, 4.7.2; ISO/IEC 19794-5, 5.7',
    'Kiểu ảnh không phải chính diện đầy đủ hoặc token',
    'The image type is neither full frontal nor token',
  ),
  FACE_DATA_TYPE: must(
    'ISO/IEC 19794-5, 5.7',
    'Mã kiểu dữ liệu ảnh ngoài bảng mã',
    'The image data type is neither JPEG nor JPEG 2000',
  ),
  FACE_DATA_DIFFERS: must(
    'ISO/IEC 19794-5, 5.7',
    'Ảnh không phải kiểu mà bản ghi nêu',
    'The picture is of another type than the record says',
  ),
  FACE_IMAGE: must('9303-10, 4.7.2', 'Ảnh bị cắt hoặc hỏng', 'The picture is cut short or damaged'),
  FACE_DIMENSIONS: must(
    'ISO/IEC 19794-5, 5.7',
    'Kích thước ảnh khác kích thước ghi trong bản ghi',
    'The picture’s size is not that told in the record',
  ),
  FACE_SEX_DIFFERS: should(
    'ISO/IEC 19794-5, 5.5',
    'Giới tính trong bản ghi khuôn mặt khác DG1',
    'The sex in the face record is not that of DG1',
  ),
  EMPTY_GROUP: must(
    '9303-10, 4.7.3',
    'DG3 không có ngón nào phải có số ngẫu nhiên (nhãn 53)',
    'A DG3 without fingers must have random bytes under tag 53',
  ),
  FINGER_FORMAT: must(
    'ISO/IEC 19794-4, 7.2',
    'Bản ghi vân tay không bắt đầu bằng FIR 010',
    'The finger record does not begin FIR 010',
  ),
  FINGER_LENGTH: must(
    'ISO/IEC 19794-4, 7.2',
    'Độ dài ghi trong bản ghi vân tay sai',
    'The length told in the finger record is wrong',
  ),
  FINGER_COUNT: must(
    '9303-10, 4.7.3',
    'Mỗi mẫu phải có đúng một ngón, một ảnh',
    'Each template must have exactly one finger with one view',
  ),
  FINGER_BLOCK: must(
    'ISO/IEC 19794-4, 7.3',
    'Độ dài khối vân tay sai',
    'The length of the finger’s block is wrong',
  ),
  FINGER_POSITION: must(
    'ISO/IEC 19794-4, 7.3',
    'Vị trí ngón ngoài bảng mã',
    'The finger position is not in its table',
  ),
  FINGER_SUBTYPE: must(
    '9303-10, 4.7.3',
    'Vị trí ngón khác loại con ở phần đầu',
    'The finger position is not that of the header’s subtype',
  ),
  FINGER_DUPLICATE: must('9303-10, 4.7.3', 'Một ngón có hai lần', 'A finger is there twice'),
  FINGER_RESOLUTION: must(
    'ISO/IEC 19794-4, 7.2',
    'Độ phân giải không phải 500 dpi hoặc không khớp nhau',
    'The resolution is not 500 dpi, or its fields disagree',
  ),
  FINGER_DEPTH: must('ISO/IEC 19794-4, 7.2', 'Độ sâu không phải 8 bit', 'The depth is not 8 bits'),
  FINGER_COMPRESSION: must(
    '9303-10, 4.7.3',
    'Kiểu nén không phải WSQ hoặc JPEG 2000',
    'The compression is neither WSQ nor JPEG 2000',
  ),
  FINGER_DATA_DIFFERS: must(
    'ISO/IEC 19794-4, 7.2',
    'Ảnh không phải kiểu nén mà bản ghi nêu',
    'The picture is of another type than the record says',
  ),
  FINGER_IMAGE: must('9303-10, 4.7.3', 'Ảnh vân tay bị cắt hoặc hỏng', 'The picture is cut short or damaged'),
  FINGER_DIMENSIONS: must(
    'ISO/IEC 19794-4, 7.3',
    'Kích thước ảnh khác kích thước ghi trong bản ghi',
    'The picture’s size is not that told in the record',
  ),
  FINGER_QUALITY: must(
    'ISO/IEC 19794-4, 7.3',
    'Điểm chất lượng không từ 0 đến 100, cũng không phải 254 (không rõ)',
    'The quality is neither 0 to 100 nor 254 (not known)',
  ),
  FINGER_RESERVED: must('ISO/IEC 19794-4, 7.2', 'Byte dành sẵn không phải 0', 'Reserved bytes are not zero'),
  FINGER_IMPRESSION: must(
    'ISO/IEC 19794-4, table 7',
    'Mã cách lấy vân tay ngoài bảng mã',
    'The impression type is not in its table',
  ),
} as const satisfies RuleTable
