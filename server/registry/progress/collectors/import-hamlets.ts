import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { codesBelow, placesOn } from '../places.ts'
import { readCount, readTable, sortRows, type TableRowError } from '../read-table.ts'

const columns = ['unit', 'hamlet', 'households'] as const

const faults = {
  COLUMNS: { vi: 'Dòng không có đủ ba cột.', en: 'The row has not three columns.' },
  UNIT: {
    vi: 'Mã xã không có hôm nay, hoặc không thuộc đơn vị đang nhập.',
    en: 'No commune of today has this code, or it is not within the unit.',
  },
  NAME: {
    vi: 'Tên thôn, tổ dân phố bị bỏ trống hoặc quá dài.',
    en: 'The hamlet’s name is empty or too long.',
  },
  HOUSEHOLDS: { vi: 'Số hộ phải là số nguyên.', en: 'Households must be a whole number.' },
  DUPLICATE: { vi: 'Thôn, tổ dân phố đã có ở dòng trước.', en: 'The hamlet occurs in an earlier row.' },
} as const

type Fault = keyof typeof faults

interface HamletRow {
  readonly unitCode: string
  readonly name: string
  readonly households: number
}

const longestName = 100

/**
 * Hamlets (thôn, ấp, bản, phum, sóc, tổ dân phố) of a unit's communes from a table `unit;hamlet;households`. Good rows load
 * and bring known hamlets up to date, bad ones are told by line; a hamlet that is not in the table stays.
 */
export async function importHamlets(
  app: App,
  actor: Actor,
  { unitCode, csv }: { readonly unitCode: string; readonly csv: string },
): Promise<{ readonly loaded: number; readonly errors: readonly TableRowError[] }> {
  await authorise(app, actor, 'collector.assign', unitCode)
  const places = await placesOn(app)
  const communes = [...codesBelow(places, unitCode)].filter((code) => places.childrenOf(code).length === 0)
  const known = new Set(communes.filter((code) => places.units.has(code)))
  const { good, errors } = sortRows<HamletRow, Fault>(readTable(csv, columns), {
    read: (fields) => readHamlet(fields, known),
    keyOf: ({ unitCode: code, name }) => `${code} ${name}`,
    texts: faults,
  })
  await app.db.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO "Hamlet" ("unitCode", "name", "households")
      SELECT * FROM unnest(${good.map((row) => row.unitCode)}::text[], ${good.map(({ name }) => name)}::text[],
        ${good.map(({ households }) => households)}::int[])
      ON CONFLICT ("unitCode", "name") DO UPDATE SET "households" = excluded."households"`
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'hamlet.import',
      subjectKind: 'unit',
      subjectId: unitCode,
      details: { loaded: good.length, rejected: errors.length },
    })
  })
  return { loaded: good.length, errors }
}

function readHamlet(fields: readonly string[], communes: ReadonlySet<string>): HamletRow | Fault {
  const [unitCode = '', name = '', written = ''] = fields
  if (fields.length !== columns.length) return 'COLUMNS'
  if (!communes.has(unitCode)) return 'UNIT'
  if (name === '' || name.length > longestName || name.includes('\0')) return 'NAME'
  const households = readCount(written)
  return households === null ? 'HOUSEHOLDS' : { unitCode, name, households }
}
