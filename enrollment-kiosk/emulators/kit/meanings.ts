import type { Bilingual } from '../../../core/errors.ts'
import type { JournalEntry } from '../journal.ts'

/** An event of a journal with what it means; `sent` where it came from the module. */
export interface ToldEntry extends JournalEntry {
  readonly meaning: Bilingual
}

const both = (vi: string, en: string): Bilingual => ({ vi, en })

/** What every device's journal may say. */
const common: Readonly<Record<string, Bilingual>> = {
  answer: both('Thiết bị trả lời', 'The device answers'),
  plugged: both('Đã cắm dây', 'The cable is plugged in'),
  unplugged: both('Đã rút dây', 'The cable is pulled'),
  'finger laid on': both('Đặt ngón tay', 'A finger is laid on'),
  'finger lifted': both('Nhấc ngón tay', 'The finger is lifted'),
  'scene changed': both('Đổi cảnh trước máy ảnh', 'The scene before the camera changes'),
  'code held before the reader': both('Đưa mã trước đầu đọc', 'A code is held before the reader'),
  'damaged packet': both('Gói tin đến bị hỏng', 'A packet came damaged'),
  'another address': both('Gói tin cho địa chỉ khác', 'A packet to another address'),
  'transfer given up': both('Bỏ dở việc truyền', 'The transfer is given up'),
  cancel: both('Dừng việc đang làm', 'Stop what is under way'),
}

const identifying = both('Quét và tìm ngón tay', 'Scan and look for the finger')
const takePicture = both('Chụp ảnh ngón tay', 'Take the picture of a finger')
const fetchPicture = both('Lấy ảnh ngón tay', 'Fetch the picture of the finger')
const readSettings = both('Đọc thông số', 'Read the settings')
const writeSettings = both('Đổi thông số', 'Change the settings')

/** What each device's own questions mean. */
const own: Readonly<Record<string, Readonly<Record<string, Bilingual>>>> = {
  suprema: {
    readParameter: readSettings,
    writeParameter: writeSettings,
    save: both('Lưu thông số', 'Save the settings'),
    reset: both('Khởi động lại', 'Restart'),
    status: both('Hỏi tình trạng', 'Ask how it is'),
    identifyByScan: identifying,
    verifyByScan: both('Quét và so sánh ngón tay', 'Scan and compare the finger'),
    enrolByScan: both('Quét và ghi nhận ngón tay', 'Scan and enroll the finger'),
    readImage: fetchPicture,
    readImageExtended: fetchPicture,
    scanImage: takePicture,
    scanImageExtended: takePicture,
  },
  fingerprint: {
    genImg: takePicture,
    getImageFree: takePicture,
    img2Tz: both('Trích đặc điểm', 'Extract the features'),
    match: both('So sánh hai mẫu', 'Compare two templates'),
    search: both('Tìm trong thư viện', 'Search the library'),
    highSpeedSearch: both('Tìm trong thư viện', 'Search the library'),
    regModel: both('Ghép hai lần lấy mẫu', 'Join two captures'),
    store: both('Lưu mẫu', 'Store the template'),
    upImage: fetchPicture,
    upChar: both('Lấy mẫu', 'Fetch the template'),
    readSysPara: readSettings,
    setSysPara: writeSettings,
    vfyPwd: both('Đưa mật khẩu', 'Give the password'),
    readInfPage: both('Đọc thông tin mô-đun', 'Read about the module'),
    getRandomCode: both('Lấy số ngẫu nhiên', 'Get a random number'),
  },
  camera: {
    'command 11': both('Hỏi phiên bản', 'Ask for the version'),
    'command 24': both('Đổi tốc độ', 'Change the speed'),
    'command 26': both('Khởi động lại', 'Restart'),
    'command 30': readSettings,
    'command 31': writeSettings,
    'command 32': both('Đọc một phần ảnh', 'Read a piece of the photo'),
    'command 34': both('Hỏi độ dài ảnh', "Ask for the photo's length"),
    'command 36': both('Giữ hoặc thả khung hình', 'Freeze or release the frame'),
  },
  ucam: {
    'command 1': both('Chọn cỡ ảnh', 'Choose the size'),
    'command 4': both('Lấy ảnh', 'Fetch the photo'),
    'command 5': both('Chụp', 'Take the photo'),
    'command 6': both('Chọn cỡ gói', 'Choose the size of packages'),
    'command 7': both('Đổi tốc độ', 'Change the speed'),
    'command 8': both('Khởi động lại', 'Restart'),
    'command d': both('Gọi máy ảnh', 'Call the camera'),
    'command e': both('Xác nhận, lấy gói kế tiếp', 'Acknowledge, fetch the next package'),
  },
  barcode: {
    'opcode a3': both('Hỏi kiểu máy', 'Ask for the model'),
    'opcode d0': both('Xác nhận', 'Acknowledge'),
    'opcode d1': both('Xin gửi lại', 'Ask for it again'),
    'opcode e9': both('Cho phép đọc', 'Let it read'),
    'opcode ea': both('Ngừng đọc', 'Stop reading'),
  },
  scanner: {
    'GET /eSCL/ScannerCapabilities': both('Hỏi khả năng', 'Ask what it can do'),
    'GET /eSCL/ScannerStatus': both('Hỏi tình trạng', 'Ask how it is'),
    'POST /eSCL/ScanJobs': both('Bắt đầu quét', 'Begin a scan'),
  },
}

/** What is told with numbers in it. */
const patterns: readonly (readonly [RegExp, (found: string) => Bilingual])[] = [
  [/^faults (.*)$/, (faults) => both(`Đặt lỗi ${faults}`, `Faults are set ${faults}`)],
  [
    /^deaf: client at (\d+)/,
    (speed) => both(`Không nghe được: máy trạm ở ${speed}`, `Deaf: the client is at ${speed}`),
  ],
  [/^page (\d+) fed$/, (page) => both(`Kéo tờ ${page}`, `Sheet ${page} is fed`)],
  [/^GET .*\/NextDocument$/, () => both('Lấy trang kế tiếp', 'Fetch the next page')],
]

/** An entry in words; its own name where nobody wrote any. */
export function tell(device: string, entry: JournalEntry): ToldEntry {
  const known = common[entry.event] ?? own[device]?.[entry.event]
  if (known) return { ...entry, meaning: known }
  for (const [pattern, say] of patterns) {
    const found = pattern.exec(entry.event)
    if (found) return { ...entry, meaning: say(found[1] ?? '') }
  }
  return { ...entry, meaning: both(entry.event, entry.event) }
}
