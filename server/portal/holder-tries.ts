import type { ApplicationCode } from '../../core/enrollment/application-code.ts'
import { DomainError } from '../../core/errors.ts'
import type { App } from '../kernel/app.ts'

const hourMs = 3_600_000
/** Of one file in one hour; a number has six digits that nothing tells. */
const mostTries = 10

/** Somebody has guessed at this file too often. */
export class TooManyTries extends DomainError<'TOO_MANY_TRIES'> {
  constructor() {
    super('TOO_MANY_TRIES', {
      vi: 'Đã thử sai quá nhiều lần với mã hồ sơ này. Hãy thử lại sau một giờ, hoặc đến cơ quan công an để được xem.',
      en: 'There were too many wrong tries with this code. Try again in an hour, or ask at the police office.',
    })
  }
}

/**
 * Does what only the holder of a file may ask for; a refusal counts as a wrong try at this code, whether there is such a file
 * or not. The try is counted before the answer is known, so that many at once gain nothing. Throws {@link TooManyTries}.
 */
export async function countingTries<Answer>(
  app: App,
  code: ApplicationCode,
  find: () => Promise<Answer>,
): Promise<Answer> {
  const hour = Math.floor(app.clock() / hourMs)
  const [taken] = await app.db.$queryRaw<{ tries: number }[]>`
    INSERT INTO "HolderTry" AS t ("code", "hour", "tries") VALUES (${code}, ${hour}, 1)
    ON CONFLICT ("code", "hour") DO UPDATE SET "tries" = t."tries" + 1 RETURNING "tries"`
  if ((taken?.tries ?? 0) > mostTries) throw new TooManyTries()
  const answer = await find()
  await app.db.$executeRaw`
    UPDATE "HolderTry" SET "tries" = "tries" - 1 WHERE "code" = ${code} AND "hour" = ${hour}`
  await app.db.holderTry.deleteMany({ where: { hour: { lt: hour - 1 } } })
  return answer
}
