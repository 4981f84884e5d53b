import { DomainError } from '../../core/errors.ts'
import { type PinLock, shortestPin, triesLeft, waitBeforePin } from '../../core/field/pin-lock.ts'

export class PinUnacceptable extends DomainError<'PIN_UNACCEPTABLE'> {
  constructor() {
    super('PIN_UNACCEPTABLE', {
      vi: `Mã PIN cần ít nhất ${shortestPin} ký tự, không lặp một hai ký tự và không có dấu cách ở đầu hoặc cuối.`,
      en: `A PIN needs at least ${shortestPin} signs, more than two different ones, and no blanks at its ends.`,
    })
  }
}

export class PinWrong extends DomainError<'PIN_WRONG'> {
  constructor(lock: PinLock, now: number) {
    const minutes = Math.ceil(waitBeforePin(lock, now) / 60_000)
    const left = triesLeft(lock)
    super(
      'PIN_WRONG',
      minutes > 0
        ? {
            vi: `Mã PIN không đúng. Đợi ${minutes} phút rồi thử lại, hoặc đăng nhập bằng mật khẩu khi có mạng.`,
            en: `The PIN is wrong. Wait ${minutes} minute(s), or sign in with the password when there is a network.`,
          }
        : {
            vi: `Mã PIN không đúng. Còn ${left} lần thử trước khi phải đợi.`,
            en: `The PIN is wrong. ${left} more before a pause.`,
          },
      { triesLeft: minutes > 0 ? 0 : left },
    )
  }
}

export class PinLocked extends DomainError<'PIN_LOCKED'> {
  constructor(waitMs: number) {
    const minutes = Math.ceil(waitMs / 60_000)
    super(
      'PIN_LOCKED',
      {
        vi: `Mã PIN bị sai nhiều lần. Thử lại sau ${minutes} phút, hoặc đăng nhập bằng mật khẩu khi có mạng.`,
        en: `The PIN was wrong too often. Try again in ${minutes} minute(s), or sign in with the password when there is a network.`,
      },
      { minutes },
    )
  }
}

/** Never signed in here, has no PIN here, or the certificate has ended: all look the same. */
export class OfficerUnknownHere extends DomainError<'OFFICER_UNKNOWN_HERE'> {
  constructor() {
    super('OFFICER_UNKNOWN_HERE', {
      vi: 'Cán bộ này không mở khóa được bằng PIN trên máy này. Hãy đăng nhập bằng mật khẩu khi có mạng.',
      en: 'This officer cannot unlock here with a PIN. Sign in with the password when there is a network.',
    })
  }
}

/** The server no longer gives the secret under which the officer's files lie; the PIN still opens them. */
export class StoreNeedsPin extends DomainError<'STORE_NEEDS_PIN'> {
  constructor() {
    super('STORE_NEEDS_PIN', {
      vi: 'Hãy mở khóa bằng PIN trước, rồi đăng nhập lại bằng mật khẩu, để các hồ sơ đang làm mở được.',
      en: 'Unlock with the PIN first and then sign in with the password, so that the files in work open.',
    })
  }
}
