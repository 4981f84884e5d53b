import type { Bilingual } from '../../../core/errors.ts'
import type { FieldEntryState } from '../../../core/field/outbox.ts'
import type { DayPart, VisitPurpose } from '../../../core/residence/visits.ts'

export const words = {
  title: { vi: 'Đi địa bàn', en: 'Field work' },
  notSecure: {
    vi: 'Trang này chỉ chạy qua kết nối an toàn (https).',
    en: 'This page works over a secure connection (https) only.',
  },
  otherTab: {
    vi: 'Trang đi địa bàn đang mở ở cửa sổ khác. Hãy đóng cửa sổ đó rồi tải lại.',
    en: 'Field work is open in another window. Close that one and reload.',
  },
  choosePin: { vi: 'Đặt mã PIN cho máy này', en: 'Choose a PIN for this device' },
  choosePinHelp: {
    vi: 'Dữ liệu công dân trên máy được khóa bằng mã này. Không ai mở lại được nếu quên. Ít nhất 6 ký tự; càng dài càng an toàn.',
    en: 'Citizens’ data on the device are locked by it. Nobody can open them if it is forgotten. 6 signs at least; longer is safer.',
  },
  pin: { vi: 'Mã PIN', en: 'PIN' },
  pinAgain: { vi: 'Nhập lại mã PIN', en: 'PIN again' },
  pinWeak: {
    vi: 'Mã PIN quá đơn giản: ít nhất 6 ký tự, có từ 3 ký tự khác nhau.',
    en: 'This PIN is too simple: 6 signs at least, three of them different.',
  },
  pinDiffers: { vi: 'Hai lần nhập không giống nhau.', en: 'The two are not the same.' },
  setPin: { vi: 'Đặt mã PIN', en: 'Set the PIN' },
  unlock: { vi: 'Mở khóa', en: 'Unlock' },
  unlockTitle: { vi: 'Nhập mã PIN', en: 'Enter the PIN' },
  unlockHelp: {
    vi: 'Quên mã PIN: dữ liệu trên máy không mở lại được; hãy báo đơn vị trước khi xóa dữ liệu trang trong trình duyệt.',
    en: 'Forgotten: the data on the device cannot be opened; tell your unit before clearing the browser’s data.',
  },
  pinWrong: { vi: 'Mã PIN không đúng. Số lần còn lại: ', en: 'Wrong PIN. Tries left: ' },
  pinWait: {
    vi: 'Đã nhập sai nhiều lần. Dữ liệu vẫn còn nguyên. Chờ thêm: ',
    en: 'Too many wrong tries. Nothing is lost. Wait for: ',
  },
  working: { vi: 'Đang xử lý…', en: 'Working…' },
  lock: { vi: 'Khóa máy', en: 'Lock' },
  visits: { vi: 'Việc của tôi', en: 'My visits' },
  outbox: { vi: 'Mục đã ghi', en: 'Entries' },
  dueNow: { vi: 'Đi được ngay', en: 'Due now' },
  later: { vi: 'Hẹn lúc khác', en: 'Later' },
  noVisits: {
    vi: 'Chưa có việc nào trên máy. Kết nối mạng và bấm "Đồng bộ".',
    en: 'No visits on this device. Go online and press "Synchronise".',
  },
  sync: { vi: 'Đồng bộ', en: 'Synchronise' },
  syncing: { vi: 'Đang đồng bộ…', en: 'Synchronising…' },
  lastSync: { vi: 'Lần cuối', en: 'Last' },
  never: { vi: 'chưa lần nào', en: 'never' },
  offline: {
    vi: 'Không có mạng. Mọi mục đã ghi vẫn nằm an toàn trên máy.',
    en: 'No network. All entries are kept on the device.',
  },
  online: { vi: 'Có mạng', en: 'Online' },
  noNetwork: { vi: 'Không có mạng', en: 'Offline' },
  outOfOrder: {
    vi: 'Máy chủ đang bận hoặc gặp lỗi. Mục đã ghi vẫn nằm trên máy; sẽ gửi lại sau.',
    en: 'The server is busy or out of order. Entries stay on the device and are sent later.',
  },
  otherOfficer: {
    vi: 'Máy này giữ việc của cán bộ khác, không gửi dưới tên của bạn: ',
    en: 'This device holds another officer’s work, which is not sent in your name: ',
  },
  signIn: { vi: 'Đăng nhập để đồng bộ', en: 'Sign in to synchronise' },
  signInHelp: {
    vi: 'Phiên làm việc với máy chủ đã hết. Mục đã ghi vẫn nằm trên máy.',
    en: 'The session with the server has ended. Entries stay on the device.',
  },
  waiting: { vi: 'chờ gửi', en: 'waiting' },
  refused: { vi: 'bị từ chối', en: 'refused' },
  back: { vi: 'Về danh sách', en: 'Back to the list' },
  born: { vi: 'Sinh', en: 'Born' },
  address: { vi: 'Địa chỉ', en: 'Address' },
  due: { vi: 'Hạn', en: 'Due' },
  visitsMade: { vi: 'Số lượt đã đến', en: 'Visits made' },
  lastOutcome: { vi: 'Lần gần nhất', en: 'Last time' },
  nextAttempt: { vi: 'Nên đến lại', en: 'Go again' },
  recordVisit: { vi: 'Ghi lượt đến', en: 'Record a visit' },
  outcome: { vi: 'Kết quả', en: 'Outcome' },
  reason: { vi: 'Lý do vắng', en: 'Reason of absence' },
  noReason: { vi: 'Không ghi', en: 'None' },
  note: { vi: 'Ghi chú', en: 'Note' },
  noteHelp: { vi: 'Không bắt buộc, tối đa 500 ký tự.', en: 'Optional, 500 signs at most.' },
  saveVisit: { vi: 'Lưu lượt đến', en: 'Keep the visit' },
  chooseOutcome: { vi: 'Hãy chọn kết quả.', en: 'Choose an outcome.' },
  saved: { vi: 'Đã lưu trên máy.', en: 'Kept on the device.' },
  fillForm: { vi: 'Nhập phiếu DC01', en: 'Fill in DC01' },
  goOnForm: { vi: 'Nhập tiếp phiếu DC01', en: 'Go on with DC01' },
  serial: { vi: 'Số phiếu', en: 'Serial' },
  serialHelp: { vi: 'In dưới mã vạch trên phiếu giấy.', en: 'Printed below the barcode on the paper.' },
  serialWrong: {
    vi: 'Số phiếu không đúng. Hãy xem lại phiếu giấy.',
    en: 'Not a serial. Look at the paper again.',
  },
  complete: { vi: 'Mức đầy đủ', en: 'Completeness' },
  unknown: { vi: 'Không rõ', en: 'Unknown' },
  written: { vi: 'Ghi rõ', en: 'Write which' },
  clear: { vi: 'Bỏ chọn', en: 'Clear' },
  personName: { vi: 'Họ, chữ đệm và tên', en: 'Name' },
  personNumber: { vi: 'Số định danh/CMND', en: 'Number' },
  personNationality: { vi: 'Quốc tịch', en: 'Nationality' },
  dateHelp: { vi: 'ngày/tháng/năm', en: 'day/month/year' },
  finishForm: { vi: 'Hoàn thành phiếu', en: 'Finish the form' },
  stillFaults: {
    vi: 'Phiếu còn chỗ cần xem lại. Hãy sửa, hoặc lưu như hiện có nếu công dân không trả lời được.',
    en: 'Some answers need a look. Correct them, or keep the form as it is where the citizen cannot answer.',
  },
  finishAnyway: { vi: 'Lưu phiếu chưa đủ', en: 'Keep it as it is' },
  draftKept: { vi: 'Nội dung được lưu trên máy ngay khi gõ.', en: 'Kept on the device as you type.' },
  unreadable: {
    vi: 'mục không đọc được. Chúng vẫn nằm nguyên trên máy; hãy báo quản trị hệ thống.',
    en: 'entries cannot be read. They stay on the device as they are; tell your administrator.',
  },
  noEntries: { vi: 'Chưa có mục nào.', en: 'No entries.' },
  visitEntry: { vi: 'Lượt đến', en: 'Visit' },
  formEntry: { vi: 'Phiếu', en: 'Form' },
  retry: { vi: 'Gửi lại', en: 'Send again' },
  correct: { vi: 'Sửa phiếu', en: 'Correct the form' },
  remove: { vi: 'Bỏ khỏi máy', en: 'Remove' },
  removeSure: { vi: 'Bấm lần nữa để bỏ hẳn', en: 'Press again to remove for good' },
  wipe: { vi: 'Xóa dữ liệu trên máy', en: 'Clear this device' },
  wipeSure: { vi: 'Bấm lần nữa để xóa hết', en: 'Press again to clear everything' },
  wipeHelp: {
    vi: 'Dùng khi giao máy cho người khác. Chỉ xóa được khi không còn mục chờ gửi, bị từ chối hoặc phiếu đang nhập.',
    en: 'For handing the device on. Possible once nothing waits, is refused or half filled in.',
  },
  gone: {
    vi: 'Việc này đã xong hoặc đã giao cho người khác. Những gì bạn ghi nằm ở "Mục đã ghi".',
    en: 'This visit is done or was given to somebody else. What you wrote down is under "Entries".',
  },
  notKept: {
    vi: 'Máy không ghi được dữ liệu (bộ nhớ đầy?). Nội dung vẫn trên màn hình: giải phóng bộ nhớ rồi lưu lại.',
    en: 'The device could not store it (full?). It is still on the screen: free some space and save again.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

export const purposeNames: Readonly<Record<VisitPurpose, Bilingual>> = {
  COLLECT_FORM: { vi: 'Thu phiếu', en: 'Collect a form' },
  ABSENT: { vi: 'Tìm người vắng', en: 'Absent person' },
  PROVISIONAL: { vi: 'Bổ sung giấy tờ', en: 'Missing papers' },
  INQUIRY: { vi: 'Xác minh', en: 'Inquiry' },
  REVIEW: { vi: 'Phúc tra', en: 'Review' },
}

export const partNames: Readonly<Record<DayPart, Bilingual>> = {
  MORNING: { vi: 'buổi sáng', en: 'in the morning' },
  AFTERNOON: { vi: 'buổi chiều', en: 'in the afternoon' },
  EVENING: { vi: 'buổi tối', en: 'in the evening' },
}

export const stateNames: Readonly<Record<FieldEntryState, Bilingual>> = {
  WAITING: { vi: 'Chờ gửi', en: 'Waiting' },
  SENT: { vi: 'Đã gửi', en: 'Sent' },
  REFUSED: { vi: 'Bị từ chối', en: 'Refused' },
}
