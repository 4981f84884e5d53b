import { formKinds, type FormKind } from '../../../../core/forms/definition.ts'
import type { UnitPlaces } from '../../../../core/progress/unit-places.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { audit } from '../../../kernel/audit.ts'
import type { Transaction } from '../../../kernel/db.ts'
import { codesBelow, placesOn } from '../places.ts'
import { readCount, readTable, sortRows, type TableRowError } from '../read-table.ts'
import { campaignFor, lockCampaign } from './campaign-for.ts'

const columns = ['unit', 'kind', 'target'] as const

const faults = {
  COLUMNS: { vi: 'Dòng không có đủ ba cột.', en: 'The row has not three columns.' },
  UNIT: {
    vi: 'Mã đơn vị không có hôm nay, hoặc ngoài phạm vi của đợt thu thập.',
    en: 'No unit of today has this code, or it is outside the campaign.',
  },
  KIND: { vi: 'Loại phiếu phải là DC01 hoặc DC02.', en: 'The kind must be DC01 or DC02.' },
  TARGET: { vi: 'Chỉ tiêu phải là số nguyên lớn hơn 0.', en: 'The target must be a whole number above 0.' },
  DUPLICATE: { vi: 'Đơn vị và loại phiếu đã có ở dòng trước.', en: 'Unit and kind occur in an earlier row.' },
} as const

type Fault = keyof typeof faults

interface Target {
  readonly unitCode: string
  readonly formKind: FormKind
  readonly target: number
}

export interface ImportedTargets {
  readonly loaded: number
  readonly errors: readonly TableRowError[]
}

/**
 * Targets from a table `unit;kind;target`, as a rule one row for a commune. Good rows load and replace what was there, bad
 * ones are told by line. A target of today also takes the place of those of the units that its unit took in.
 */
export async function importTargets(
  app: App,
  actor: Actor,
  { campaignId, csv }: { readonly campaignId: string; readonly csv: string },
): Promise<ImportedTargets> {
  const campaign = await campaignFor(app, actor, { id: campaignId, action: 'campaign.manage' })
  const places = await placesOn(app)
  const inScope = campaign.unitCode
    ? codesBelow(places, places.placeOf(campaign.unitCode))
    : new Set(places.units.keys())
  const { good, errors } = sortRows<Target, Fault>(readTable(csv, columns), {
    read: (fields) => readTarget(fields, inScope),
    keyOf: ({ unitCode, formKind }) => `${unitCode} ${formKind}`,
    texts: faults,
  })
  await app.db.$transaction(async (tx) => {
    await lockCampaign(tx, campaign.id)
    await replaceTargets(tx, campaign.id, { targets: good, places })
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'campaign.import-targets',
      subjectKind: 'campaign',
      subjectId: campaign.id,
      details: { loaded: good.length, rejected: errors.length },
    })
  })
  return { loaded: good.length, errors }
}

function readTarget(fields: readonly string[], inScope: ReadonlySet<string>): Target | Fault {
  const [unitCode = '', kind = '', written = ''] = fields
  if (fields.length !== columns.length) return 'COLUMNS'
  if (!inScope.has(unitCode)) return 'UNIT'
  const formKind = formKinds.find((one) => one === kind.toUpperCase())
  if (!formKind) return 'KIND'
  const target = readCount(written)
  return target === null || target === 0 ? 'TARGET' : { unitCode, formKind, target }
}

async function replaceTargets(
  tx: Transaction,
  campaignId: string,
  { targets, places }: { readonly targets: readonly Target[]; readonly places: UnitPlaces },
): Promise<void> {
  for (const formKind of formKinds) {
    const ofKind = targets.filter((target) => target.formKind === formKind)
    const replaced = new Set(ofKind.map(({ unitCode }) => unitCode))
    const known = await tx.campaignTarget.findMany({
      where: { campaignId, formKind },
      select: { unitCode: true },
    })
    const gone = known.map(({ unitCode }) => unitCode).filter((code) => replaced.has(places.placeOf(code)))
    await tx.campaignTarget.deleteMany({ where: { campaignId, formKind, unitCode: { in: gone } } })
    await tx.campaignTarget.createMany({ data: ofKind.map((target) => ({ campaignId, ...target })) })
  }
}
