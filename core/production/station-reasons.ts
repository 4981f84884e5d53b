import type { Bilingual } from '../errors.ts'
import { noWork } from './oee.ts'
import { printerTroubles } from './printer-troubles.ts'

/** Told by nobody any more. */
export const silent = 'SILENT'
/** Told by the station that it is being switched off. */
export const switchedOff = 'SWITCHED_OFF'

/** Its cards are made by an outside bureau: it works when something is exported or imported. */
export const atBureau = 'AT_BUREAU'

/** Why a station stands still, beside its printer's troubles, and what is done about it. */
const stationReasons: Readonly<Record<string, Bilingual>> = {
  ...printerTroubles,
  [noWork]: { vi: 'Chưa có lệnh in nào được phát hành.', en: 'No job is released.' },
  [silent]: {
    vi: 'Trạm không còn báo tin. Hãy kiểm tra máy tính của trạm và đường mạng.',
    en: 'The station is not heard of any more. Check its computer and the network.',
  },
  [switchedOff]: { vi: 'Trạm đã tắt.', en: 'The station was switched off.' },
  [atBureau]: {
    vi: 'Thẻ của trạm này do nhà in ngoài làm. Nhập tệp kết quả khi nhà in gửi về.',
    en: 'An outside bureau makes the cards of this station. Import its result file when it comes.',
  },
  NO_BLANK_AT_STATION: {
    vi: 'Trạm đã hết phôi được giao. Hãy nhận thêm phôi từ thủ kho.',
    en: 'The station has used the blanks that it was given. Ask the stock keeper for more.',
  },
  NO_OPEN_SHIFT: { vi: 'Trạm chưa mở ca. Hãy mở ca.', en: 'No shift is open. Open one.' },
  CHIPS_FAIL: {
    vi: 'Ghi chip hỏng liên tiếp. Hãy kiểm tra đầu ghi chip và lô phôi.',
    en: 'Chip after chip failed. Check the encoder and the lot of blanks.',
  },
  PRINTS_FAIL: {
    vi: 'In hỏng liên tiếp. Hãy kiểm tra máy in và ruy băng.',
    en: 'Print after print failed. Check the printer and its ribbon.',
  },
  CARDS_UNREADABLE: {
    vi: 'Thẻ in ra không đọc lại được. Hãy làm sạch đầu in và kiểm tra máy ảnh ở khay ra.',
    en: 'The printed cards cannot be read back. Clean the print head and check the camera at the tray.',
  },
  CHIP_READER_GONE: {
    vi: 'Không thấy đầu ghi chip. Hãy kiểm tra dây nối và dịch vụ pcscd.',
    en: 'The chip encoder is not there. Check its cable and the service pcscd.',
  },
}

/** A station tells what it likes, and every object has a `constructor`. */
const textIn = (texts: Readonly<Record<string, Bilingual>>, code: string): Bilingual | null =>
  (Object.hasOwn(texts, code) && texts[code]) || null

/** Null for a code that has no words: it is shown as it is. */
export function stationReasonText(reason: string): Bilingual | null {
  return textIn(stationReasons, reason)
}

/** Where a card may lie whose outcome nobody knows, by why that is so. */
const places: Readonly<Record<string, Bilingual>> = {
  POWER_LOST: {
    vi: 'Máy in mất điện giữa chừng: xem trong máy in, khay ra và hộp thẻ hỏng.',
    en: 'The printer lost its power: look inside it, in the tray and in the reject box.',
  },
  JAM: {
    vi: 'Thẻ bị kẹt: mở máy in lấy thẻ ra.',
    en: 'The card is jammed: open the printer and take it out.',
  },
}

const tray: Bilingual = {
  vi: 'Nhìn khay ra của trạm: quét thẻ nếu có; không có hoặc thẻ xấu thì khai hỏng.',
  en: 'Look in the output tray: scan the card, or declare it spoiled.',
}

export function whereToLook(reason: string | null): Bilingual {
  return (reason !== null && textIn(places, reason)) || tray
}
