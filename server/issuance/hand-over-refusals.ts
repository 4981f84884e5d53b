import { fingerNames, type FingerPosition } from '../../core/biometrics/positions.ts'
import { DomainError } from '../../core/errors.ts'

/** The names of a few fingers, in the order given. */
const named = (positions: readonly FingerPosition[], language: 'vi' | 'en') =>
  positions.map((position) => fingerNames[position][language].toLowerCase()).join(', ')

/** A holder comes without prints: two fingers are to be taken. */
export class FingersNeeded extends DomainError<'FINGERS_NEEDED'> {
  constructor(positions: readonly FingerPosition[]) {
    const two = positions.slice(0, 2)
    super(
      'FINGERS_NEEDED',
      {
        vi: `Trước khi trả thẻ phải lấy vân tay hai ngón của chủ thẻ: ${named(two, 'vi')}.`,
        en: `Before the card is handed over, take two fingers of its holder: ${named(two, 'en')}.`,
      },
      { positions: two.join(' ') },
    )
  }
}

/** The prints leave a doubt. */
export class MoreFingersNeeded extends DomainError<'MORE_FINGERS_NEEDED'> {
  constructor(positions: readonly FingerPosition[], facts: { readonly compared: number }) {
    const four = positions.slice(0, 4)
    super(
      'MORE_FINGERS_NEEDED',
      {
        vi: `Chưa đủ để kết luận. Lau sạch mặt kính, lấy lại vân tay các ngón: ${named(four, 'vi')}.`,
        en: `The prints leave a doubt. Clean the glass and take these fingers: ${named(four, 'en')}.`,
      },
      { positions: four.join(' '), ...facts },
    )
  }
}

/** Fingers or face are not the holder's. */
export class NotTheHolder extends DomainError<'NOT_THE_HOLDER'> {
  constructor() {
    super('NOT_THE_HOLDER', {
      vi: 'Người đến nhận không khớp với chủ thẻ. Không trả thẻ; kiểm tra giấy tờ và mời đúng chủ thẻ. Nếu chắc chắn đúng người, chuyển hồ sơ cho lãnh đạo kiểm tra.',
      en: 'Whoever came does not match the holder. Keep the card, look at the papers and ask for the holder. If you are sure of the person, have the file examined.',
    })
  }
}

/** Prints do not tell who it is; another officer decides by papers and face. */
export class SupervisorNeeded extends DomainError<'SUPERVISOR_NEEDED'> {
  constructor() {
    super('SUPERVISOR_NEEDED', {
      vi: 'Vân tay không đủ để kết luận. Mời trưởng điểm đối chiếu giấy tờ, khuôn mặt và quyết định, có ghi lý do.',
      en: 'The fingers cannot tell. Ask the supervisor to compare papers and face and to decide, with a reason.',
    })
  }
}

/** Nothing about the holder was ever captured: a child under six. */
export class RepresentativeNeeded extends DomainError<'REPRESENTATIVE_NEEDED'> {
  constructor() {
    super('REPRESENTATIVE_NEEDED', {
      vi: 'Hồ sơ này không có sinh trắc học. Thẻ chỉ được trả cho người đại diện hợp pháp.',
      en: 'This file has no biometrics: the card is handed to the lawful representative only.',
    })
  }
}

export class TooManyTries extends DomainError<'TOO_MANY_TRIES'> {
  constructor(tries: number) {
    super(
      'TOO_MANY_TRIES',
      {
        vi: 'Thẻ này đã được đối chiếu quá nhiều lần trong ngày. Mời trưởng điểm, hoặc hẹn ngày khác.',
        en: 'This card was tried too often today. Ask the supervisor, or make an appointment for another day.',
      },
      { tries },
    )
  }
}

/** A supervisor's decision without words to answer for it. */
export class DecisionUnexplained extends DomainError<'DECISION_UNEXPLAINED'> {
  constructor() {
    super('DECISION_UNEXPLAINED', {
      vi: 'Quyết định trả thẻ không qua vân tay phải ghi lý do, từ 10 đến 500 ký tự.',
      en: 'To hand a card over without fingers needs a reason of 10 to 500 characters.',
    })
  }
}

/** A supervisor decides only what an officer at the counter could not. */
export class FingersFirst extends DomainError<'FINGERS_FIRST'> {
  constructor() {
    super('FINGERS_FIRST', {
      vi: 'Chưa thể quyết định: cán bộ trả thẻ phải lấy vân tay của chủ thẻ trước, lấy lại nếu chưa rõ.',
      en: 'Nothing to decide yet: the officer at the counter takes the holder’s fingers first, and again where they leave a doubt.',
    })
  }
}
