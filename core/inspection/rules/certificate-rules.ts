import { must, type RuleTable, should } from './rule.ts'

/** Certificates of Doc 9303-12, the chain to a trusted CSCA, and revocation lists. */
export const certificateRules = {
  CERT_STRUCTURE: must('RFC 5280, 4.1', 'Chứng thư sai cấu trúc', 'The certificate is malformed'),
  CERT_VERSION: must(
    '9303-12, table 6',
    'Chứng thư không phải phiên bản 3',
    'The certificate is not version 3',
  ),
  CERT_SERIAL: must(
    '9303-12, table 6',
    'Số chứng thư phải dương, tối đa 20 byte',
    'The serial number must be positive, of at most 20 bytes',
  ),
  CERT_ALGORITHMS_DIFFER: must(
    'RFC 5280, 4.1.1.2',
    'Thuật toán ký bên trong và bên ngoài chứng thư khác nhau',
    'The signature algorithms inside and outside differ',
  ),
  CERT_ALGORITHM: must(
    '9303-12, 4.4',
    'Thuật toán ký của chứng thư không được phép',
    'The certificate’s signature algorithm is not allowed',
  ),
  CERT_ALGORITHM_PARAMETERS: must(
    'RFC 5758, 3.2',
    'Thuật toán ký của chứng thư có tham số, phải bỏ trống',
    'The certificate’s signature algorithm has parameters; they must be absent',
  ),
  CERT_NAME: must(
    '9303-12, table 6',
    'Tên trong chứng thư thiếu hoặc lặp quốc gia, tên chung, hoặc sai kiểu chuỗi',
    'A name lacks or repeats country or common name, or has another kind of string',
  ),
  CERT_COUNTRY_FORM: must(
    '9303-12, table 6',
    'Mã quốc gia phải là hai chữ in hoa kiểu PrintableString',
    'The country must be two upper-case letters in a PrintableString',
  ),
  CERT_COUNTRIES_DIFFER: must(
    '9303-12, table 6',
    'Quốc gia của nơi cấp và của chủ chứng thư khác nhau',
    'The countries of issuer and subject differ',
  ),
  CERT_TIME_FORM: must(
    'RFC 5280, 4.1.2.5',
    'Thời hạn ghi sai dạng (UTCTime đến 2049, GeneralizedTime từ 2050, giây, Z)',
    'A time is not of its form (UTCTime through 2049, GeneralizedTime from 2050, seconds, Z)',
  ),
  CERT_TIME_ORDER: must(
    'RFC 5280, 4.1.2.5',
    'Thời hạn kết thúc trước khi bắt đầu',
    'The validity ends before it begins',
  ),
  CERT_UNIQUE_ID: must(
    '9303-12, table 6',
    'Chứng thư có UniqueIdentifier, không được dùng',
    'The certificate has a unique identifier, which must not be used',
  ),
  CERT_KEY: must(
    '9303-12, 4.4',
    'Khóa công khai sai dạng hoặc không phải khóa đường cong elliptic',
    'The public key is malformed or no elliptic-curve key',
  ),
  CERT_CURVE_NAMED: must(
    '9303-12, 4.4.1',
    'Đường cong chỉ được gọi tên, phải ghi đủ tham số',
    'The curve is named; its parameters must be written out',
  ),
  CERT_CURVE_UNKNOWN: must(
    '9303-12, 4.4.1',
    'Tham số không phải của một đường cong được công nhận',
    'The parameters are those of no recognised curve',
  ),
  CERT_CURVE_PARAMETERS: must(
    '9303-12, 4.4.1',
    'Tham số đường cong thiếu hệ số cofactor hoặc điểm gốc bị nén',
    'The curve’s parameters lack the cofactor, or the base point is compressed',
  ),
  CERT_POINT_FORM: must(
    '9303-12, 4.4.1',
    'Điểm của khóa bị nén hoặc dài ngắn không đúng',
    'The key’s point is compressed or of another length',
  ),
  CERT_POINT_OFF_CURVE: must(
    'SEC 1, 3.2.2',
    'Điểm của khóa không nằm trên đường cong',
    'The key’s point is not on its curve',
  ),
  CERT_EXTENSIONS: must(
    '9303-12, table 6',
    'Chứng thư không có phần mở rộng',
    'The certificate has no extensions',
  ),
  CERT_EXTENSION_FORM: must('RFC 5280, 4.2', 'Một phần mở rộng sai cấu trúc', 'An extension is malformed'),
  CERT_EXTENSION_DUPLICATE: must(
    'RFC 5280, 4.2',
    'Một phần mở rộng có hai lần',
    'An extension is there twice',
  ),
  CERT_EXTENSION_CRITICAL: must(
    'RFC 5280, 4.2',
    'Phần mở rộng bắt buộc hiểu mà không biết',
    'An unknown extension is critical',
  ),
  CERT_EXTENSION_PROHIBITED: must(
    '9303-12, table 6',
    'Phần mở rộng không được dùng ở loại chứng thư này',
    'An extension is there that this kind of certificate must not have',
  ),
  KEY_USAGE_MISSING: must('9303-12, table 6', 'Thiếu KeyUsage', 'KeyUsage is missing'),
  KEY_USAGE_CRITICAL: must(
    '9303-12, table 6',
    'KeyUsage phải là bắt buộc hiểu (critical)',
    'KeyUsage must be critical',
  ),
  KEY_USAGE: must(
    '9303-12, table 6',
    'KeyUsage không đúng với loại chứng thư',
    'KeyUsage is not exactly that of this kind of certificate',
  ),
  BASIC_CONSTRAINTS_MISSING: must(
    '9303-12, table 6',
    'CSCA thiếu BasicConstraints',
    'The CSCA lacks BasicConstraints',
  ),
  BASIC_CONSTRAINTS_CRITICAL: must(
    '9303-12, table 6',
    'BasicConstraints phải là bắt buộc hiểu (critical)',
    'BasicConstraints must be critical',
  ),
  BASIC_CONSTRAINTS_CA: must(
    '9303-12, table 6',
    'BasicConstraints của CSCA không nói là nơi cấp chứng thư',
    'BasicConstraints of the CSCA does not say that it is a CA',
  ),
  BASIC_CONSTRAINTS_PATH: must(
    '9303-12, table 6',
    'pathLenConstraint của CSCA phải là 0',
    'pathLenConstraint of the CSCA must be 0',
  ),
  EXTENSION_CRITICAL: must(
    '9303-12, table 6',
    'Phần mở rộng này không được là bắt buộc hiểu (critical)',
    'This extension must not be critical',
  ),
  SUBJECT_KEY_MISSING: must(
    '9303-12, table 6',
    'CSCA thiếu SubjectKeyIdentifier',
    'The CSCA lacks SubjectKeyIdentifier',
  ),
  AUTHORITY_KEY_MISSING: must(
    '9303-12, table 6',
    'Thiếu AuthorityKeyIdentifier',
    'AuthorityKeyIdentifier is missing',
  ),
  KEY_IDENTIFIER_FORM: must(
    'RFC 5280, 4.2.1.1',
    'Định danh khóa sai dạng hoặc trống',
    'A key identifier is malformed or empty',
  ),
  USAGE_PERIOD_MISSING: must(
    '9303-12, table 6',
    'Thiếu PrivateKeyUsagePeriod',
    'PrivateKeyUsagePeriod is missing',
  ),
  USAGE_PERIOD: must(
    '9303-12, table 6',
    'Thời hạn sử dụng khóa sai dạng hoặc ngoài thời hạn của chứng thư',
    'The private-key usage period is malformed or not within the validity',
  ),
  USAGE_PERIOD_LONG: should(
    '9303-12, 4.1',
    'Thời hạn sử dụng khóa dài hơn khuyến nghị (người ký 3 tháng, CSCA 5 năm)',
    'The usage period is longer than recommended (signer 3 months, CSCA 5 years)',
  ),
  ALTERNATIVE_NAME_MISSING: must(
    '9303-12, table 6',
    'Thiếu SubjectAltName hoặc IssuerAltName',
    'SubjectAltName or IssuerAltName is missing',
  ),
  ALTERNATIVE_NAME: must(
    '9303-12, 7.1.1',
    'Tên khác phải có mã nước ba chữ và địa chỉ liên hệ',
    'An alternative name must have the three-letter country and a way of contact',
  ),
  ALTERNATIVE_NAMES_DIFFER: should(
    '9303-12, 7.1.1',
    'Tên khác của chủ và của nơi cấp CSCA không giống nhau',
    'The alternative names of the CSCA as subject and as issuer differ',
  ),
  DISTRIBUTION_POINTS_MISSING: must(
    '9303-12, table 6',
    'Thiếu nơi tải danh sách thu hồi',
    'CRLDistributionPoints is missing',
  ),
  DISTRIBUTION_POINTS: must(
    '9303-12, 7.1.1',
    'Nơi tải danh sách thu hồi không có địa chỉ http, https hoặc ldap',
    'CRLDistributionPoints has no http, https or ldap address',
  ),
  DOCUMENT_TYPE_MISSING: must('9303-12, table 6', 'Thiếu DocumentType', 'DocumentType is missing'),
  DOCUMENT_TYPE: must('9303-12, 7.1.1', 'DocumentType sai dạng', 'DocumentType is malformed'),
  DOCUMENT_TYPE_DIFFERS: must(
    '9303-12, 7.1.1',
    'Người ký không được phép ký loại giấy tờ này',
    'The signer may not sign this type of document',
  ),

  ISSUER_UNTRUSTED: must(
    '9303-12, 5.1',
    'Chứng thư người ký không do CSCA đáng tin nào cấp',
    'No trusted CSCA issued the certificate',
  ),
  ISSUER_NAME: must(
    '9303-12, table 6',
    'Tên nơi cấp khác tên của CSCA',
    'The issuer is not byte for byte the subject of the CSCA',
  ),
  ISSUER_KEY: must(
    '9303-12, table 6',
    'AuthorityKeyIdentifier không phải khóa của CSCA',
    'AuthorityKeyIdentifier is not the key of the CSCA',
  ),
  CERT_SIGNATURE: must(
    '9303-12, 5.1',
    'Chữ ký của CSCA trên chứng thư không đúng',
    'The CSCA’s signature on the certificate is wrong',
  ),
  CERT_NOT_YET_VALID: must(
    'RFC 5280, 6.1.3',
    'Chứng thư chưa có hiệu lực',
    'The certificate is not valid yet',
  ),
  CERT_EXPIRED: must('RFC 5280, 6.1.3', 'Chứng thư đã hết hạn', 'The certificate has expired'),
  ISSUED_OUTSIDE_USAGE: must(
    '9303-12, 4.1',
    'Chứng thư được cấp ngoài thời hạn sử dụng khóa của CSCA',
    'The certificate was issued outside the CSCA’s private-key usage period',
  ),
  OUTLIVES_ISSUER: should(
    '9303-12, 4.1',
    'Chứng thư người ký còn hạn sau khi CSCA hết hạn',
    'The signer’s certificate outlives its CSCA',
  ),
  DOCUMENT_COUNTRY: must(
    '9303-12, table 6',
    'Người ký không thuộc nước cấp giấy tờ',
    'The signer is not of the state that issued the document',
  ),
  REVOKED: must('9303-12, 5.2', 'Chứng thư đã bị thu hồi', 'The certificate was revoked'),
  CRL_STRUCTURE: must('RFC 5280, 5.1', 'Danh sách thu hồi sai cấu trúc', 'The revocation list is malformed'),
  CRL_SIGNATURE: must(
    '9303-12, 7.1.4',
    'Chữ ký của danh sách thu hồi không đúng',
    'The signature of the revocation list is wrong',
  ),
  CRL_STALE: should(
    '9303-12, 7.1.4',
    'Danh sách thu hồi đã quá hạn hoặc chưa đến ngày',
    'The revocation list is out of date, or of a later day',
  ),
  CRL_NEEDED: must(
    '9303-12, 5.2',
    'Yêu cầu có danh sách thu hồi còn hạn mà không có',
    'A revocation list in force was demanded, and there is none',
  ),
} as const satisfies RuleTable
