import type { Texts } from './texts.ts'

export const vi: Texts = {
  title: 'Tra cứu hồ sơ căn cước',
  subtitle: 'Xem hồ sơ cấp thẻ căn cước của bạn đang ở bước nào',
  skipToContent: 'Đến ô tra cứu',
  otherLanguage: 'English',
  form: {
    heading: 'Nhập thông tin trên giấy hẹn',
    code: 'Mã hồ sơ',
    codeHint: 'Ghi ở đầu giấy hẹn, ví dụ HN001‑02‑261121‑0042‑K',
    birthDate: 'Ngày sinh của người làm thẻ',
    birthDateHint: 'Ngày/tháng/năm, ví dụ 05/01/1993. Giấy tờ chỉ ghi năm sinh thì nhập năm, ví dụ 1945.',
    submit: 'Tra cứu',
    busy: 'Đang tra cứu…',
  },
  notFound: {
    title: 'Không tìm thấy hồ sơ',
    tips: [
      'So lại từng chữ, từng số của mã hồ sơ với giấy hẹn.',
      'Nhập ngày sinh đúng như trong hồ sơ; nếu hồ sơ chỉ ghi năm sinh, hãy nhập năm.',
      'Hồ sơ vừa nộp có thể phải sau một ngày làm việc mới tra cứu được.',
    ],
  },
  refused: 'Chưa tra cứu được',
  trouble: {
    unreachable: {
      title: 'Không kết nối được',
      text: 'Hãy kiểm tra mạng Internet rồi thử lại. Những gì bạn đã nhập vẫn còn.',
    },
    tooMany: {
      title: 'Bạn đã tra cứu quá nhiều lần',
      text: 'Để giữ an toàn cho hồ sơ của mọi người, số lần tra cứu có giới hạn. Hãy thử lại sau ít phút.',
    },
    outOfOrder: {
      title: 'Hệ thống đang bận',
      text: 'Lỗi này không phải do bạn. Hồ sơ của bạn vẫn được giải quyết bình thường. Hãy thử lại sau ít phút.',
    },
  },
  retry: 'Thử lại',
  fee: 'Lệ phí phải nộp và mã QR chuyển khoản',
  lostCard: 'Báo mất thẻ, khóa thẻ ngay',
  whoAsked: 'Ai đã tra cứu thông tin của tôi?',
  visits: 'Đặt lịch hẹn',
  checkQr: 'Kiểm tra mã QR có chữ ký',
  checkChip: 'Kiểm tra tệp chip của thẻ',
  citizen: 'Đăng nhập, quên mã hồ sơ, nộp trực tuyến',
  result: {
    code: 'Mã hồ sơ',
    promisedOn: 'Hẹn trả ngày',
    deadlineOn: 'Hạn giải quyết theo luật',
    late: 'Vì sao chậm',
    steps: 'Các bước của hồ sơ',
    whatToDo: 'Bạn cần làm gì',
    reasons: 'Lý do',
    print: 'In trang này',
    again: 'Tra cứu hồ sơ khác',
  },
  steps: {
    RECEIVED: { done: 'Đã tiếp nhận', current: 'Đã tiếp nhận', ahead: 'Tiếp nhận' },
    UNDER_REVIEW: { done: 'Đã xét duyệt', current: 'Đang xét duyệt', ahead: 'Xét duyệt' },
    IN_PRODUCTION: { done: 'Đã sản xuất', current: 'Đang sản xuất', ahead: 'Sản xuất thẻ' },
    IN_TRANSIT: { done: 'Đã chuyển về', current: 'Đang chuyển về', ahead: 'Chuyển về nơi trả' },
    READY: { done: 'Đã mời nhận thẻ', current: 'Mời nhận thẻ', ahead: 'Nhận thẻ' },
    ISSUED: { done: 'Đã trả thẻ', current: 'Đã trả thẻ', ahead: 'Trả thẻ' },
  },
  states: {
    RECEIVED: { title: 'Hồ sơ đã được tiếp nhận' },
    RETURNED: {
      title: 'Hồ sơ cần bổ sung',
      reasons: 'Lý do và việc cần làm',
      more: 'Khi đi, hãy mang theo giấy hẹn. Bổ sung đủ rồi, nơi nhận hồ sơ sẽ hẹn lại ngày trả.',
    },
    UNDER_REVIEW: { title: 'Hồ sơ đang được xét duyệt' },
    IN_PRODUCTION: { title: 'Thẻ đang được sản xuất', more: 'Bạn chưa cần làm gì.' },
    REMAKING: {
      title: 'Thẻ đang được làm lại',
      more: 'Bạn không phải nộp thêm tiền và không phải nộp lại hồ sơ.',
    },
    IN_TRANSIT: { title: 'Thẻ đang được chuyển về', more: 'Bạn chưa cần làm gì cho đến khi thẻ về đến nơi.' },
    READY: {
      title: 'Mời bạn đến nhận thẻ',
      more: 'Nếu còn giữ thẻ căn cước, CCCD hoặc CMND cũ, hãy mang theo để nộp lại.',
    },
    ISSUED: {
      title: 'Thẻ đã được trả',
      more: 'Nếu bạn chưa nhận được thẻ, hãy báo ngay cho nơi đã nộp hồ sơ hoặc gọi tổng đài.',
    },
    REFUSED: {
      title: 'Hồ sơ bị từ chối',
      reasons: 'Lý do từ chối',
      // Luật Khiếu nại 2011, Đ8, Đ9
      more: 'Cách khiếu nại: gửi đơn hoặc trình bày trực tiếp với cơ quan đã từ chối; 90 ngày được tính từ ngày bạn nhận được thông báo từ chối. Mang theo giấy hẹn và giấy tờ chứng minh điều bạn nêu.',
    },
    WITHDRAWN: { title: 'Hồ sơ đã được rút', more: 'Khi cần làm thẻ, bạn nộp hồ sơ mới.' },
    LAPSED: {
      title: 'Hồ sơ đã hết hiệu lực',
      more: 'Đã quá thời hạn mà hồ sơ chưa được bổ sung hoặc thẻ chưa có người nhận.',
    },
    CLOSED: { title: 'Hồ sơ đã đóng theo quy định', more: 'Cần biết rõ hơn, hãy hỏi nơi đã nộp hồ sơ.' },
    COMPLETED: {
      title: 'Hồ sơ đã giải quyết xong',
      more: 'Mời bạn nhận kết quả theo cách đã đăng ký, hoặc tại nơi đã nộp hồ sơ.',
    },
  },
  help: {
    heading: 'Cần biết khi tra cứu',
    items: [
      {
        question: 'Mã hồ sơ ở đâu?',
        answer:
          'Ở đầu giấy hẹn trả kết quả, ngay cạnh mã QR. Gõ chữ hoa hay chữ thường, có hay không có dấu gạch đều được. Quét mã QR trên giấy hẹn thì mã hồ sơ được điền sẵn.',
      },
      {
        question: 'Mất giấy hẹn thì làm thế nào?',
        answer: 'Gọi tổng đài, hoặc đến nơi đã nộp hồ sơ cùng một giấy tờ tùy thân để được cấp lại giấy hẹn.',
      },
      {
        question: 'Quá ngày hẹn mà chưa có thẻ?',
        answer: 'Trang này ghi lý do nếu hồ sơ chậm. Bạn có thể gọi tổng đài hoặc hỏi nơi đã nộp hồ sơ.',
      },
      {
        question: 'Vì sao phải nhập ngày sinh?',
        answer: 'Để người nhặt được hoặc đoán được mã hồ sơ không xem được hồ sơ của bạn.',
      },
    ],
  },
  display: {
    heading: 'Cách hiển thị',
    sizes: { usual: 'Chữ thường', large: 'Chữ lớn', largest: 'Chữ rất lớn' },
    strong: 'Tương phản cao',
  },
  footer: {
    hotline: 'Tổng đài',
    hotlineHours: '7:30–20:00 hằng ngày, bấm phím 1 để hỏi về thẻ',
    privacy:
      'Kết quả tra cứu không hiện họ tên, số định danh hay địa chỉ; trang này không lưu những gì bạn nhập.',
    free: 'Tra cứu không mất tiền. Cơ quan căn cước không yêu cầu chuyển khoản hay cài ứng dụng để tra cứu hồ sơ.',
  },
}
