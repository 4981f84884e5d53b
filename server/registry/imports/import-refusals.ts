import { DomainError } from '../../../core/errors.ts'

/** A mapping profile that cannot be read. */
export class IllegalProfile extends DomainError<'ILLEGAL_PROFILE'> {
  constructor(places: readonly string[]) {
    const where = places.slice(0, 10).join(', ')
    super(
      'ILLEGAL_PROFILE',
      {
        vi: `Cấu hình nạp dữ liệu không đúng, xem tại: ${where}.`,
        en: `The mapping profile is not right, at: ${where}.`,
      },
      { places: where },
    )
  }
}

/** The data are said to be of a day that has not come. */
export class ProfileDayInFuture extends DomainError<'PROFILE_DAY_IN_FUTURE'> {
  constructor() {
    super('PROFILE_DAY_IN_FUTURE', {
      vi: 'Ngày chốt dữ liệu trong cấu hình ở tương lai.',
      en: 'The day of the data lies in the future.',
    })
  }
}

/** Somebody is working on this import just now. */
export class ImportRunning extends DomainError<'IMPORT_RUNNING'> {
  constructor() {
    super('IMPORT_RUNNING', {
      vi: 'Đợt nạp này đang được xử lý. Hãy xem tiến độ và thử lại sau.',
      en: 'This import is being worked on. Watch its progress and try again later.',
    })
  }
}
