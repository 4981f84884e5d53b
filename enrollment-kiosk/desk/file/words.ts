import type { Bilingual } from '../../../core/errors.ts'

export const words = {
  title: { vi: 'Hồ sơ', en: 'File' },
  panes: { vi: 'Các bước của hồ sơ', en: 'Steps of the file' },
  before: { vi: 'Bước trước', en: 'Pane before' },
  here: { vi: 'đang làm', en: 'here' },
  done: { vi: 'đã qua', en: 'passed' },
  ahead: { vi: 'chưa đến', en: 'ahead' },
  citizenScreen: { vi: 'Màn hình công dân', en: "Citizen's screen" },
  park: { vi: 'Tạm dừng', en: 'Pause' },
  abandon: { vi: 'Hủy hồ sơ', en: 'Cancel the file' },
  abandonHelp: {
    vi: 'Hồ sơ bị xóa khỏi máy này, kể cả vân tay và ảnh đã thu nhận. Không lấy lại được.',
    en: 'The file is deleted from this computer, with all fingerprints and pictures. It cannot be brought back.',
  },
  abandonKeep: { vi: 'Giữ hồ sơ', en: 'Keep the file' },
  parked: { vi: 'Hồ sơ đang tạm dừng', en: 'This file is paused' },
  resume: { vi: 'Làm tiếp', en: 'Go on' },
  returned: { vi: 'Hồ sơ bị trả lại', en: 'This file was sent back' },
  returnedUntil: { vi: 'Hạn bổ sung', en: 'To be put right by' },
  returnedPhone: { vi: 'Điện thoại liên hệ', en: 'Telephone' },
  registryUnreachable: {
    vi: 'Chưa hỏi được Cơ sở dữ liệu dân cư: cứ làm tiếp, dữ liệu được đối chiếu khi có mạng.',
    en: 'The registry could not be asked. Go on: it is compared when the network is back.',
  },
  noRegistry: { vi: 'chưa có trong CSDL dân cư', en: 'not in the registry' },
} as const satisfies Readonly<Record<string, Bilingual>>
