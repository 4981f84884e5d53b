import { z } from 'zod'
import type { Bilingual } from '../errors.ts'

const faceHints = [
  'NO_FACE',
  'SEVERAL_FACES',
  'TOO_FAR',
  'TOO_NEAR',
  'OFF_CENTRE',
  'TURNED',
  'CHIN_UP',
  'CHIN_DOWN',
  'TILTED',
  'EYES_CLOSED',
  'MOUTH_OPEN',
  'TOO_DARK',
  'TOO_BRIGHT',
  'FLAT',
  'UNEVEN_LIGHT',
  'BACKGROUND',
  'COLOUR',
  'BLURRED',
] as const
/** What to do about a portrait that is not good enough. */
export type FaceHint = (typeof faceHints)[number]

export const faceHintSchema = z.enum(faceHints)
export const isFaceHint = (code: string): code is FaceHint => faceHints.some((hint) => hint === code)

export const faceHintTexts: Readonly<Record<FaceHint, Bilingual>> = {
  NO_FACE: {
    vi: 'Không thấy khuôn mặt: hãy đứng trước máy ảnh và nhìn thẳng.',
    en: 'No face is seen: stand before the camera and look straight.',
  },
  SEVERAL_FACES: {
    vi: 'Có nhiều khuôn mặt trong ảnh: chỉ một người đứng trước máy ảnh.',
    en: 'There are several faces: only one person before the camera.',
  },
  TOO_FAR: { vi: 'Khuôn mặt quá nhỏ: lại gần máy ảnh hơn.', en: 'The face is too small: come nearer.' },
  TOO_NEAR: { vi: 'Khuôn mặt quá lớn: lùi xa máy ảnh hơn.', en: 'The face is too large: step back.' },
  OFF_CENTRE: {
    vi: 'Khuôn mặt lệch khung: đưa mặt vào giữa khung hình.',
    en: 'The face is at the edge: move it to the middle of the picture.',
  },
  TURNED: {
    vi: 'Mặt quay sang bên: nhìn thẳng vào máy ảnh.',
    en: 'The face is turned: look straight into the camera.',
  },
  CHIN_UP: {
    vi: 'Mặt cúi xuống: ngẩng đầu lên một chút.',
    en: 'The head is bowed: raise the chin a little.',
  },
  CHIN_DOWN: {
    vi: 'Mặt ngửa lên: cúi đầu xuống một chút.',
    en: 'The head leans back: lower the chin a little.',
  },
  TILTED: { vi: 'Đầu nghiêng: giữ đầu thẳng.', en: 'The head leans aside: hold it upright.' },
  EYES_CLOSED: { vi: 'Mắt nhắm: mở mắt tự nhiên.', en: 'The eyes are closed: open them.' },
  MOUTH_OPEN: { vi: 'Miệng mở: khép miệng lại.', en: 'The mouth is open: close it.' },
  TOO_DARK: { vi: 'Ảnh quá tối: thêm ánh sáng phía trước mặt.', en: 'Too dark: more light from the front.' },
  TOO_BRIGHT: { vi: 'Ảnh quá sáng: giảm ánh sáng chiếu vào mặt.', en: 'Too bright: less light on the face.' },
  FLAT: {
    vi: 'Ảnh nhạt, thiếu chi tiết: kiểm tra đèn và ống kính.',
    en: 'The picture is flat: check lights and lens.',
  },
  UNEVEN_LIGHT: {
    vi: 'Ánh sáng lệch một bên: chiếu đều hai bên mặt.',
    en: 'Light from one side: light both sides of the face alike.',
  },
  BACKGROUND: {
    vi: 'Nền không đều: dùng phông trơn, sáng màu, không có đồ vật phía sau.',
    en: 'The background is not even: use a plain light wall.',
  },
  COLOUR: {
    vi: 'Màu da không tự nhiên: chỉnh cân bằng trắng.',
    en: 'Unnatural colour: correct the white balance.',
  },
  BLURRED: {
    vi: 'Ảnh mờ: giữ yên đầu và lấy nét lại.',
    en: 'The picture is blurred: keep still and focus again.',
  },
}
