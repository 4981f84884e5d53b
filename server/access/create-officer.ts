import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import type { Role } from '../../core/access/actions.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { dateOf } from '../kernel/clock.ts'
import { isUniqueViolation } from '../kernel/db.ts'
import { NotFound } from '../kernel/errors.ts'

export interface NewOfficer {
  readonly name: string
  readonly username: string
  readonly password: string
  readonly roles: readonly { readonly role: Role; readonly unitCode: string }[]
}

/** Another officer signs in by this name. */
export class UsernameTaken extends DomainError<'USERNAME_TAKEN'> {
  constructor() {
    super('USERNAME_TAKEN', { vi: 'Tên đăng nhập đã có người dùng.', en: 'This sign-in name is taken.' })
  }
}

/** Makes an officer's account with its roles from today on; answers the officer's id. Throws UsernameTaken, NotFound for a unit. */
export async function createOfficer(app: App, actor: Actor, officer: NewOfficer): Promise<string> {
  const id = randomUUID()
  const password = await hashPassword(officer.password)
  const validFrom = dateOf(calendarDateAt(app.clock()))
  const made = app.db.$transaction(async (tx) => {
    for (const { unitCode } of officer.roles) {
      const unit = await tx.administrativeUnit.findFirst({ where: { code: unitCode }, select: { id: true } })
      if (!unit) throw new NotFound('unit')
    }
    await tx.officer.create({
      data: {
        id,
        name: officer.name,
        username: officer.username,
        displayUsername: officer.username,
        email: `${officer.username}@officers.invalid`,
        credentials: { create: { id: randomUUID(), accountId: id, providerId: 'credential', password } },
        assignments: { create: officer.roles.map((held) => ({ ...held, validFrom })) },
      },
    })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'officer.create',
      subjectKind: 'officer',
      subjectId: id,
      details: { roles: officer.roles.map(({ role, unitCode }) => `${role}@${unitCode}`).join(' ') },
    })
  })
  await made.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new UsernameTaken() : error
  })
  return id
}
