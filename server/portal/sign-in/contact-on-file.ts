import type { Transaction } from '../../kernel/db.ts'

export type SignInChannel = 'SMS' | 'EMAIL'

/** Files that an officer took down; what was changed online since is no proof of who changed it. */
const takenByOfficers = {
  channel: { in: ['DESK', 'FIELD'] },
  NOT: { flags: { has: 'CONTACT_CHANGED_ONLINE' } },
}

/**
 * Where a person is reached: what the register holds (Luật Căn cước 2023, article 9, item 25), else what an officer took down
 * in the newest file. Null where there is neither.
 */
export async function contactOnFile(
  db: Transaction,
  { residentId, channel }: { readonly residentId: string; readonly channel: SignInChannel },
): Promise<string | null> {
  const field = channel === 'SMS' ? 'phone' : 'email'
  const select = { phone: true, email: true }
  const resident = await db.resident.findUnique({ where: { id: residentId }, select })
  if (resident?.[field]) return resident[field]
  const file = await db.application.findFirst({
    where: { residentId, [field]: { not: null }, ...takenByOfficers },
    select,
    orderBy: { id: 'desc' },
  })
  return file?.[field] ?? null
}
