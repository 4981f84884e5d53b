import type { Transaction } from '../../kernel/db.ts'

const person = { select: { id: true, name: true, number: true, nationality: true, birthDate: true } } as const
const unit = { select: { code: true, validFrom: true } } as const
const legacyNumbers = {
  legacyDocuments: { where: { kind: 'CMND9' }, select: { number: true }, take: 1 },
} as const
const relative = { select: { ...person.select, sex: true, ...legacyNumbers } } as const

/** Everything the register holds of one person, in one question; periods in the order in which they began. */
export async function residentRows(tx: Transaction, id: string) {
  return tx.resident.findUniqueOrThrow({
    where: { id },
    include: {
      numbers: { orderBy: [{ allottedOn: 'asc' }, { status: 'desc' }] },
      legacyDocuments: { orderBy: { issuedOn: 'asc' } },
      cards: {
        where: { status: { notIn: ['MADE', 'DISPATCHED'] } },
        orderBy: { issuedOn: 'asc' },
        select: { serial: true, status: true, template: true, issuedOn: true, expiresOn: true },
      },
      addresses: { orderBy: { validFrom: 'asc' }, include: { unit } },
      statuses: { orderBy: { validFrom: 'asc' }, include: { unit } },
      relationships: { include: { related: relative }, orderBy: { kind: 'asc' } },
      relatedTo: { include: { resident: relative }, orderBy: { kind: 'asc' } },
      memberships: {
        orderBy: { validFrom: 'asc' },
        include: {
          household: {
            include: {
              head: person,
              unit,
              members: {
                where: { validTo: null },
                include: { resident: person },
                orderBy: { validFrom: 'asc' },
              },
            },
          },
        },
      },
    },
  })
}
export type ResidentRows = Awaited<ReturnType<typeof residentRows>>
