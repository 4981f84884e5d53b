/** What a chip in a reader may honestly refuse or fail at, in words for whoever holds the card. */
import { DomainError } from '../../core/errors.ts'

const hex = (value: number) => value.toString(16).padStart(4, '0').toUpperCase()

/** The card was pulled, left the field, or the reader is gone. */
export class ChipLost extends DomainError<'CHIP_LOST'> {
  constructor() {
    super('CHIP_LOST', {
      vi: 'Mất liên lạc với chip. Hãy đặt lại thẻ lên đầu đọc và giữ yên cho đến khi xong.',
      en: 'The chip was lost. Put the card on the reader again and leave it there until the end.',
    })
  }
}

/** The MRZ or CAN is another card's. `triesLeft` is null where the chip does not count. */
export class WrongAccessKey extends DomainError<'WRONG_ACCESS_KEY'> {
  constructor(triesLeft: number | null) {
    super(
      'WRONG_ACCESS_KEY',
      {
        vi: 'Chip không mở bằng thông tin in trên thẻ này. Hãy kiểm tra dòng MRZ hoặc số CAN rồi thử lại.',
        en: 'What is printed on this card does not open its chip. Check the MRZ or the CAN and try again.',
      },
      { triesLeft },
    )
  }
}

/** Too many wrong tries: the chip takes this secret no more. */
export class AccessKeyBlocked extends DomainError<'ACCESS_KEY_BLOCKED'> {
  constructor() {
    super('ACCESS_KEY_BLOCKED', {
      vi: 'Số CAN đã bị khóa vì nhập sai nhiều lần. Hãy mở chip bằng ba dòng MRZ ở mặt sau thẻ.',
      en: 'The CAN is blocked after too many wrong tries. Open the chip with the three MRZ lines on the back.',
    })
  }
}

/** `clause` says where the standard lists what the chip may answer here. */
export class UnexpectedStatus extends DomainError<'UNEXPECTED_STATUS'> {
  readonly status: number

  constructor(step: string, status: number, clause: string) {
    super(
      'UNEXPECTED_STATUS',
      {
        vi: `Chip trả lời ${hex(status)} ở bước ${step}. Hãy đặt lại thẻ và thử lại; nếu vẫn vậy, chuyển thẻ cho kỹ thuật viên.`,
        en: `The chip answered ${hex(status)} at ${step}. Put the card on again; if it repeats, hand it to a technician.`,
      },
      { step, status: hex(status), clause },
    )
    this.status = status
  }
}

/** An answer that is not what the protocol says: too short, not TLV, a point not on the curve. */
export class ChipAnswerUnreadable extends DomainError<'CHIP_ANSWER_UNREADABLE'> {
  constructor(step: string, clause: string) {
    super(
      'CHIP_ANSWER_UNREADABLE',
      {
        vi: `Câu trả lời của chip ở bước ${step} không đúng chuẩn. Hãy thử lại; nếu vẫn vậy, chuyển thẻ cho kỹ thuật viên.`,
        en: `The chip's answer at ${step} does not follow the standard. Try again, then hand it to a technician.`,
      },
      { step, clause },
    )
  }
}

/** A protected message that was changed on its way, is missing parts, or came from somebody without the keys. */
export class SecureMessagingBroken extends DomainError<'SECURE_MESSAGING_BROKEN'> {
  constructor(part: 'OBJECTS' | 'CODE' | 'PADDING' | 'NOT_PROTECTED' | 'OVER', status = 0x9000) {
    super(
      'SECURE_MESSAGING_BROKEN',
      {
        vi: 'Kênh bảo mật với chip bị gián đoạn. Hãy lấy thẻ ra, đặt lại và đọc từ đầu.',
        en: 'The secure channel to the chip broke. Take the card off, put it on again and start anew.',
      },
      { part, status: hex(status) },
    )
  }
}

/** The chip did not prove that it knows the shared secret, or offered keys that nobody may use. */
export class AuthenticationFailed extends DomainError<'AUTHENTICATION_FAILED'> {
  constructor(protocol: 'BAC' | 'PACE' | 'TA', part: string) {
    super(
      'AUTHENTICATION_FAILED',
      {
        vi: 'Chip và đầu đọc không xác thực được với nhau. Hãy đặt lại thẻ và thử lại.',
        en: 'Chip and reader could not authenticate each other. Put the card on again and try once more.',
      },
      { protocol, part },
    )
  }
}

/** The chip does not hold the private key that its signed files name: a copy. */
export class ChipNotGenuine extends DomainError<'CHIP_NOT_GENUINE'> {
  constructor(proof: 'ACTIVE_AUTHENTICATION' | 'CHIP_AUTHENTICATION' | 'CHIP_AUTHENTICATION_MAPPING') {
    super(
      'CHIP_NOT_GENUINE',
      {
        vi: 'Chip không chứng minh được là chip gốc. Hãy giữ thẻ lại và báo người phụ trách.',
        en: 'The chip could not prove that it is the original. Keep the card and report it.',
      },
      { proof },
    )
  }
}

/** What the chip says it can do is not among what this reader can do. */
export class ProtocolNotSupported extends DomainError<'PROTOCOL_NOT_SUPPORTED'> {
  constructor(protocol: string) {
    super(
      'PROTOCOL_NOT_SUPPORTED',
      {
        vi: 'Chip dùng giao thức mà đầu đọc này chưa hỗ trợ. Hãy đọc thẻ ở thiết bị khác.',
        en: 'The chip uses a protocol that this reader does not support. Read the card elsewhere.',
      },
      { protocol },
    )
  }
}
