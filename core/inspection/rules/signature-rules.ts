import { must, type RuleTable, should } from './rule.ts'

/** ASN.1 in its one right form, the CMS of EF.SOD and what it signs. */
export const signatureRules = {
  DER_STRUCTURE: must('X.690, 8.1', 'Không đọc được như ASN.1', 'The bytes are no ASN.1'),
  DER_TRAILING_BYTES: must('X.690, 10.1', 'Sau cấu trúc ASN.1 còn byte thừa', 'Bytes follow the ASN.1 value'),
  DER_INDEFINITE_LENGTH: must(
    'X.690, 10.1',
    'Độ dài không xác định (BER), DER không cho phép',
    'A length is indefinite: BER, not DER',
  ),
  DER_LENGTH: must('X.690, 10.1', 'Độ dài không ở dạng ngắn nhất', 'A length is not in its shortest form'),
  DER_CONSTRUCTED_STRING: must(
    'X.690, 10.2',
    'Chuỗi bị chia thành nhiều phần (BER)',
    'A string is in pieces: BER, not DER',
  ),
  DER_BOOLEAN: must(
    'X.690, 11.1',
    'Giá trị đúng/sai không phải FF hoặc 00',
    'A boolean is neither FF nor 00',
  ),
  DER_INTEGER: must(
    'X.690, 8.3.2',
    'Số nguyên không ở dạng ngắn nhất',
    'An integer is not in its shortest form',
  ),
  DER_BIT_STRING: must('X.690, 11.2', 'Chuỗi bit sai dạng', 'A bit string has wrong unused bits'),
  DER_NAMED_BITS: must(
    'X.690, 11.2.2',
    'Danh sách bit có bit 0 ở cuối',
    'A list of named bits ends with a zero bit',
  ),
  DER_OBJECT_IDENTIFIER: must('X.690, 8.19', 'Mã đối tượng sai dạng', 'An object identifier is malformed'),
  DER_NULL: must('X.690, 8.8', 'NULL có nội dung', 'A NULL has content'),
  DER_DEFAULT: must('X.690, 11.5', 'Giá trị mặc định được ghi ra', 'A default value is written out'),
  DER_SET_ORDER: must(
    'X.690, 11.6',
    'Phần tử của tập hợp không theo thứ tự',
    'Elements of a set are out of order',
  ),

  SOD_MISSING: must('9303-10, 4.6.2', 'Không có EF.SOD', 'There is no EF.SOD'),
  CMS_STRUCTURE: must(
    'RFC 5652, 5.1',
    'EF.SOD không có cấu trúc SignedData',
    'EF.SOD is not of the form of SignedData',
  ),
  CMS_TYPE: must(
    'RFC 5652, 3',
    'Nội dung của EF.SOD không phải id-signedData',
    'The content of EF.SOD is not id-signedData',
  ),
  CMS_VERSION: must(
    '9303-10, 4.6.2.1',
    'Phiên bản SignedData không phải 3',
    'The version of SignedData is not 3',
  ),
  CMS_DIGEST_ALGORITHMS: must(
    '9303-10, 4.6.2.1',
    'digestAlgorithms rỗng, lặp hoặc thiếu thuật toán của người ký',
    'digestAlgorithms is empty, repeats itself or lacks the signer’s',
  ),
  CMS_DIGEST_PARAMETERS: must(
    '9303-10, 4.6.2.1',
    'Thuật toán băm của CMS có tham số, phải bỏ trống',
    'A digest algorithm of the CMS has parameters; they must be absent',
  ),
  CMS_CONTENT_TYPE: must(
    '9303-10, 4.6.2.1',
    'Loại nội dung không phải id-icao-mrtd-security-ldsSecurityObject',
    'eContentType is not id-icao-mrtd-security-ldsSecurityObject',
  ),
  CMS_CONTENT_MISSING: must(
    '9303-10, 4.6.2.1',
    'EF.SOD không mang nội dung được ký',
    'The signed content is not inside EF.SOD',
  ),
  CMS_CERTIFICATES: must(
    '9303-10, 4.6.2.1',
    'EF.SOD phải mang đúng một chứng thư, là của người ký',
    'EF.SOD must carry exactly one certificate, the signer’s',
  ),
  CMS_LISTS: should(
    '9303-10, 4.6.2.1',
    'EF.SOD không nên mang danh sách thu hồi',
    'EF.SOD should carry no revocation lists',
  ),
  CMS_SIGNERS: must(
    '9303-10, 4.6.2.1',
    'EF.SOD phải có đúng một người ký',
    'EF.SOD must have exactly one signer',
  ),
  SIGNER_STRUCTURE: must('RFC 5652, 5.3', 'SignerInfo sai cấu trúc', 'SignerInfo is malformed'),
  SIGNER_VERSION: must(
    'RFC 5652, 5.3',
    'Phiên bản SignerInfo không hợp với cách nêu người ký',
    'The version of SignerInfo does not fit how it names the signer',
  ),
  SIGNER_IDENTIFIER: must(
    'RFC 5652, 5.3',
    'Người ký được nêu không phải chủ chứng thư trong EF.SOD',
    'The signer named is not the holder of the certificate in EF.SOD',
  ),
  SIGNED_ATTRIBUTES_MISSING: must(
    '9303-10, 4.6.2.1',
    'Không có thuộc tính được ký',
    'There are no signed attributes',
  ),
  ATTRIBUTE_FORM: must(
    'RFC 5652, 11',
    'Thuộc tính được ký sai dạng, lặp hoặc có nhiều giá trị',
    'A signed attribute is malformed, repeated or has several values',
  ),
  ATTRIBUTE_CONTENT_TYPE: must(
    'RFC 5652, 11.1',
    'Thuộc tính contentType thiếu hoặc khác loại nội dung',
    'The attribute contentType is missing or another than eContentType',
  ),
  MESSAGE_DIGEST_MISSING: must(
    'RFC 5652, 11.2',
    'Thiếu thuộc tính messageDigest',
    'The attribute messageDigest is missing',
  ),
  MESSAGE_DIGEST: must(
    'RFC 5652, 11.2',
    'messageDigest khác giá trị băm của nội dung',
    'messageDigest is not the hash of the content',
  ),
  SIGNING_TIME_MISSING: should(
    'RFC 5652, 11.3',
    'Không ghi thời điểm ký, nên không biết khóa có trong thời hạn sử dụng',
    'No signing time: whether the key was in its usage period is not known',
  ),
  SIGNING_TIME_FORM: must('RFC 5652, 11.3', 'Thời điểm ký sai dạng', 'The signing time is malformed'),
  SIGNING_TIME_FUTURE: must(
    'RFC 5652, 11.3',
    'Thời điểm ký ở tương lai',
    'The signing time is in the future',
  ),
  SIGNING_TIME_USAGE: must(
    '9303-12, 7.1.1',
    'Ký ngoài thời hạn sử dụng khóa của người ký',
    'Signed outside the signer’s private-key usage period',
  ),
  SIGNING_TIME_VALIDITY: must(
    'RFC 5280, 4.1.2.5',
    'Ký ngoài thời hạn của chứng thư người ký',
    'Signed outside the validity of the signer’s certificate',
  ),
  UNSIGNED_ATTRIBUTES: should(
    '9303-10, 4.6.2.1',
    'Không nên có thuộc tính không được ký',
    'There should be no unsigned attributes',
  ),
  SIGNATURE_ALGORITHM: must(
    '9303-12, 4.4',
    'Thuật toán ký không được phép (SHA-1, không phải ECDSA với SHA-2 …)',
    'The signature algorithm is not allowed (SHA-1, no ECDSA with SHA-2 …)',
  ),
  SIGNATURE_PARAMETERS: must(
    'RFC 5758, 3.2',
    'Thuật toán ký ECDSA có tham số, phải bỏ trống',
    'The ECDSA signature algorithm has parameters; they must be absent',
  ),
  SIGNER_DIGEST: must(
    'RFC 5652, 5.3',
    'Thuật toán băm của người ký khác thuật toán ký',
    'The signer’s digest algorithm is another than that of the signature',
  ),
  SIGNATURE_STRENGTH: should(
    'TR-03116-2, 3.1.1',
    'Hàm băm yếu hơn đường cong của khóa',
    'The hash is weaker than the key’s curve',
  ),
  SIGNATURE_ENCODING: must(
    'RFC 3279, 2.2.3',
    'Chữ ký không ở dạng DER của ECDSA-Sig-Value',
    'The signature is not the DER of an ECDSA-Sig-Value',
  ),
  SIGNATURE: must('9303-11, 5.1', 'Chữ ký của EF.SOD không đúng', 'The signature of EF.SOD is wrong'),

  LDS_SO_STRUCTURE: must(
    '9303-10, 4.6.2.2',
    'LDSSecurityObject sai cấu trúc',
    'LDSSecurityObject is malformed',
  ),
  LDS_SO_VERSION: must(
    '9303-10, 4.6.2.2',
    'Phiên bản LDSSecurityObject không phải 0 hoặc 1',
    'The version of LDSSecurityObject is neither 0 nor 1',
  ),
  LDS_VERSION_INFO_MISSING: must(
    '9303-10, 4.6.2.2',
    'LDSSecurityObject phiên bản 1 thiếu ldsVersionInfo',
    'LDSSecurityObject version 1 lacks ldsVersionInfo',
  ),
  LDS_VERSION_INFO_UNEXPECTED: must(
    '9303-10, 4.6.2.2',
    'LDSSecurityObject phiên bản 0 không được có ldsVersionInfo',
    'LDSSecurityObject version 0 has ldsVersionInfo',
  ),
  LDS_VERSION_INFO: must('9303-10, 4.6.2.2', 'ldsVersionInfo sai dạng', 'ldsVersionInfo is malformed'),
  HASH_ALGORITHM: must(
    '9303-10, 4.6.2.3',
    'Hàm băm của các nhóm dữ liệu không được phép',
    'The hash algorithm of the data groups is not allowed',
  ),
  HASH_PARAMETERS: must(
    '9303-10, 4.6.2.2',
    'Hàm băm của các nhóm dữ liệu có tham số, phải bỏ trống',
    'The hash algorithm of the data groups has parameters; they must be absent',
  ),
  HASH_COUNT: must('9303-10, 4.6.2.2', 'Phải có từ 2 đến 16 giá trị băm', 'There must be 2 to 16 hashes'),
  HASH_NUMBER: must(
    '9303-10, 4.6.2.2',
    'Số của nhóm dữ liệu không từ 1 đến 16',
    'The number of a data group is not 1 to 16',
  ),
  HASH_DUPLICATE: must(
    '9303-10, 4.6.2.2',
    'Một nhóm dữ liệu có hai giá trị băm',
    'A data group has two hashes',
  ),
  HASH_LENGTH: must(
    '9303-10, 4.6.2.2',
    'Giá trị băm dài ngắn không đúng với hàm băm',
    'A hash is not as long as its algorithm makes it',
  ),
  HASH_MISMATCH: must(
    '9303-11, 5.1',
    'Tệp đã bị thay đổi: giá trị băm không khớp với EF.SOD',
    'The file was changed: its hash is not that of EF.SOD',
  ),
} as const satisfies RuleTable
