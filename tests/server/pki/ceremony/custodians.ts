import { randomUUID } from 'node:crypto'
import type { ServerApp } from '../../../../server/graphql/context.ts'
import { systemActor } from '../../../../server/kernel/actor.ts'
import { type CustodianShare, shareActivation } from '../../../../server/pki/ceremony/share-activation.ts'

/** Officers' accounts without a password: custodians sign in nowhere for a ceremony, and a password takes half a second to hash. */
export async function hireCustodians(app: ServerApp, count: number) {
  const officers = Array.from({ length: count }, () => {
    const id = randomUUID()
    const username = `giu-khoa-${id}`
    return { id, username, name: 'Cán bộ Giữ khóa Mẫu', email: `${username}@officers.invalid` }
  })
  await app.db.officer.createMany({ data: officers })
  return { usernames: officers.map(({ username }) => username), ids: officers.map(({ id }) => id) }
}

/** Shares of three custodians, two of whom activate; as texts in their order. */
export async function twoOfThree(app: ServerApp) {
  const { usernames, ids } = await hireCustodians(app, 3)
  const shares: CustodianShare[] = []
  const handOut = async (made: readonly CustodianShare[]) => void shares.push(...made)
  await shareActivation(app, systemActor, { threshold: 2, usernames, handOut })
  const [one = '', two = '', three = ''] = shares.map(({ lines }) => lines.join('\n'))
  return { one, two, three, ids, usernames }
}

/** The newest ceremony of the installation. */
export const lastCeremony = (app: ServerApp) =>
  app.db.keyCeremony.findFirstOrThrow({ orderBy: [{ startedAt: 'desc' }, { id: 'desc' }] })
