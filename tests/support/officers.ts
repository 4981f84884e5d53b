/** Officers: as actors alone where an operation needs no more, or with an account where somebody signs in. */
import { randomUUID } from 'node:crypto'
import type { Role } from '../../core/access/actions.ts'
import { createOfficer } from '../../server/access/create-officer.ts'
import { type Actor, systemActor } from '../../server/kernel/actor.ts'
import type { App } from '../../server/kernel/app.ts'

export type Officer = Extract<Actor, { kind: 'officer' }>

/** Somebody who holds a role at a unit (Hà Nội unless said otherwise), without an account. */
export function officerOf(role: Role, unitCode = '01'): Officer {
  return { kind: 'officer', id: randomUUID(), roles: [{ role, unitCode }] }
}

export const password = 'mat-khau-thu-nghiem'

export interface Account {
  readonly actor: Officer
  readonly username: string
  readonly password: string
}

let hired = 0

/** An officer with an account. */
export async function hireOfficer(app: App, role: Role, unitCode = '01'): Promise<Account> {
  const username = `can.bo.${++hired}`
  const roles = [{ role, unitCode }]
  const id = await createOfficer(app, systemActor, { name: 'Cán bộ Mẫu', username, password, roles })
  return { actor: { kind: 'officer', id, roles }, username, password }
}
