import type { Bilingual } from '../../../core/errors.ts'
import type { SignInTrouble } from './sign-in.ts'

export const words = {
  product: { vi: 'Hệ thống căn cước', en: 'Identity system' },
  purpose: { vi: 'Dành cho cán bộ', en: 'For officers' },
  heading: { vi: 'Đăng nhập', en: 'Sign in' },
  ended: { vi: 'Phiên làm việc đã hết hạn', en: 'Your session has expired' },
  endedHelp: {
    vi: 'Đăng nhập lại để làm tiếp. Nội dung đang nhập trên màn hình vẫn còn.',
    en: 'Sign in again to go on. What you have typed is still on the screen.',
  },
  username: { vi: 'Tên đăng nhập', en: 'User name' },
  password: { vi: 'Mật khẩu', en: 'Password' },
  submit: { vi: 'Đăng nhập', en: 'Sign in' },
  missing: { vi: 'Hãy nhập tên đăng nhập và mật khẩu.', en: 'Enter your user name and password.' },
  help: {
    vi: 'Quên mật khẩu hoặc bị khóa: liên hệ quản trị hệ thống của đơn vị.',
    en: 'Forgotten or locked: ask your unit’s administrator.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

export const signInTroubles: Readonly<Record<SignInTrouble, Bilingual>> = {
  wrong: {
    vi: 'Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi thử lại.',
    en: 'User name or password is wrong. Check Caps Lock and the Vietnamese keyboard, then try again.',
  },
  tooMany: {
    vi: 'Đã thử quá nhiều lần. Chờ một phút rồi thử lại.',
    en: 'Too many tries. Wait a minute, then try again.',
  },
  unreachable: {
    vi: 'Không kết nối được với máy chủ. Kiểm tra dây mạng rồi thử lại.',
    en: 'The server cannot be reached. Check the network cable, then try again.',
  },
  outOfOrder: {
    vi: 'Máy chủ đang bận hoặc gặp lỗi. Hãy thử lại sau ít phút.',
    en: 'The server is busy or out of order. Try again in a few minutes.',
  },
}
