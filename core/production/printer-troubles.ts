/** What keeps a printer from making a card: conditions as data, each with what the operator at the station does about it. */
import type { Bilingual } from '../errors.ts'

export const printerTroubles = {
  PRINTER_OFF: {
    vi: 'Không kết nối được máy in thẻ. Hãy kiểm tra nguồn điện và dây mạng.',
    en: 'The card printer does not answer. Check its power and its cable.',
  },
  LINE_BUSY: {
    vi: 'Máy in đang được chương trình khác sử dụng. Hãy tắt chương trình kia; mỗi máy in chỉ nối với một trạm.',
    en: 'Another program is using the printer. Close it: one printer works for one station.',
  },
  RIBBON_OUT: { vi: 'Hết ruy băng. Hãy thay ruy băng.', en: 'The ribbon is used up. Put in a new one.' },
  RIBBON_MISSING: {
    vi: 'Không có ruy băng trong máy in. Hãy lắp ruy băng.',
    en: 'There is no ribbon in the printer. Put one in.',
  },
  RIBBON_WRONG: {
    vi: 'Ruy băng không đúng loại. Hãy thay bằng loại ruy băng đã cấu hình cho trạm.',
    en: "The ribbon is of another kind. Put in the kind that the station's settings name.",
  },
  RIBBON_BROKEN: {
    vi: 'Ruy băng bị đứt hoặc kẹt. Hãy nối lại bằng băng dính hoặc thay ruy băng.',
    en: 'The ribbon is torn or stuck. Mend it with tape or put in a new one.',
  },
  CARDS_OUT: {
    vi: 'Hết phôi thẻ trong khay nạp. Hãy nạp thêm phôi.',
    en: 'The feeder has no blank cards. Load some.',
  },
  CARD_NOT_FED: {
    vi: 'Máy in không kéo được phôi từ khay nạp. Hãy chỉnh lại chồng phôi và cữ độ dày thẻ.',
    en: "The printer could not draw a blank from the feeder. Straighten the stack and set the feeder's gauge.",
  },
  COVER_OPEN: { vi: 'Nắp máy in đang mở. Hãy đóng nắp.', en: "The printer's cover is open. Close it." },
  HOPPER_FULL: {
    vi: 'Khay ra đã đầy. Hãy lấy thẻ đã in ra.',
    en: 'The output hopper is full. Take the printed cards out.',
  },
  REJECT_BOX_FULL: {
    vi: 'Hộp thẻ hỏng đã đầy. Hãy lấy thẻ hỏng ra, đếm và lập biên bản.',
    en: 'The reject box is full. Take the cards out, count them and record them as spoiled.',
  },
  CLEANING_NEEDED: {
    vi: 'Máy in cần được làm sạch. Hãy chạy thẻ làm sạch.',
    en: 'The printer must be cleaned. Run a cleaning card.',
  },
  COOLING: {
    vi: 'Đầu in đang nguội. Hãy chờ, máy in tự tiếp tục.',
    en: 'The print head is cooling. Wait: the printer goes on by itself.',
  },
  HEAD_FAULT: {
    vi: 'Đầu in hỏng hoặc quá nóng. Hãy tắt máy in, chờ nguội; nếu còn lỗi, gọi kỹ thuật viên.',
    en: 'The print head has failed or is too hot. Switch the printer off and let it cool; call the technician if it stays.',
  },
  CHIP_STATION_FAULT: {
    vi: 'Không đưa được thẻ tới đầu ghi chip. Hãy gọi kỹ thuật viên kiểm tra bộ ghi chip của máy in.',
    en: "A card does not reach the chip encoder. Have the technician look at the printer's encoding station.",
  },
  CARD_INSIDE: {
    vi: 'Còn thẻ trong máy in mà không rõ của lệnh nào. Hãy lấy thẻ ra và quét thẻ hoặc lập biên bản thẻ hỏng.',
    en: 'A card of an unknown order lies in the printer. Take it out; scan it or record it as spoiled.',
  },
  JAMMED: {
    vi: 'Thẻ bị kẹt trong máy in. Hãy lấy thẻ kẹt ra, lập biên bản thẻ hỏng rồi tiếp tục.',
    en: 'A card is jammed. Take it out, record it as spoiled and go on.',
  },
  PRINTER_NOT_TRUSTED: {
    vi: 'Không xác minh được chứng thư của máy in. Hãy kiểm tra địa chỉ máy in và tệp chứng thư (PRINTER_CA_FILE), không in cho tới khi rõ.',
    en: "The printer's certificate cannot be verified. Check its address and PRINTER_CA_FILE; print nothing until it is clear.",
  },
  UNSUITABLE: {
    vi: 'Máy in này không in được thẻ hai mặt khổ ID-1 từ PDF. Hãy kiểm tra địa chỉ và cấu hình của máy in.',
    en: "This printer cannot print two-sided ID-1 cards from PDF. Check the printer's address and settings.",
  },
  STOPPED: {
    vi: 'Máy in đang dừng. Hãy xem màn hình của máy in.',
    en: 'The printer has stopped. See its display.',
  },
  NOT_ACCEPTING: { vi: 'Máy in đang không nhận thẻ mới.', en: 'The printer is not accepting cards now.' },
} as const satisfies Record<string, Bilingual>
export type PrinterTrouble = keyof typeof printerTroubles
