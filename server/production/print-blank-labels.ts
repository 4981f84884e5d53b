import { type Label, renderLabelSheets } from '../../core/documents/label-sheet.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { documentFonts } from '../kernel/fonts.ts'
import { openStore } from './stock/stores.ts'

/** A hundred sheets at once: what a printer's tray holds. */
const mostBlanks = 2100

/** Not a number of labels that one print run makes. */
export class IllegalLabelCount extends DomainError<'ILLEGAL_LABEL_COUNT'> {
  constructor(most: number) {
    super(
      'ILLEGAL_LABEL_COUNT',
      {
        vi: `Số nhãn phải từ 1 đến ${most}. Hãy in thành nhiều lần.`,
        en: `The number must be between 1 and ${most}. Print several times.`,
      },
      { most },
    )
  }
}

/**
 * Labels for blanks of a store, from a serial on: one for each blank, or one for each bundle of so many in a row. Throws NotFound for a
 * serial that was never received, NotAllowed for one of a store beyond reach, {@link IllegalLabelCount}.
 */
export async function printBlankLabels(
  app: App,
  actor: Actor,
  input: { readonly from: string; readonly count: number; readonly bundle?: number },
): Promise<Uint8Array> {
  demand(actor, 'stock.issue')
  const { from, count, bundle = 1 } = input
  if (!isCount(count, mostBlanks) || !isCount(bundle, mostBlanks)) throw new IllegalLabelCount(mostBlanks)
  const serials = await serialsFrom(app, actor, { from, count })
  if (bundle === 1) {
    const labels = serials.map((serial) => ({ kind: 'BLANK', serial }) as const)
    return renderLabelSheets(labels, await documentFonts())
  }
  return renderLabelSheets(bundlesOf(serials, bundle), await documentFonts())
}

const isCount = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most

/** Those of one lot in one store, in the order in which they lie there; fewer where the lot ends before. */
async function serialsFrom(
  app: App,
  actor: Actor,
  { from, count }: { readonly from: string; readonly count: number },
): Promise<readonly string[]> {
  // No serial has other letters, and the database would report a fault of some of them.
  const first = /^[\w-]+$/.test(from) ? await app.db.blankCard.findUnique({ where: { serial: from } }) : null
  if (!first) throw new NotFound('blank card')
  const { lotId } = first
  const { code: storeCode } = await openStore(app, actor, {
    code: first.storeCode ?? '',
    action: 'stock.issue',
  })
  const rows = await app.db.blankCard.findMany({
    where: { lotId, storeCode, serial: { gte: from } },
    orderBy: { serial: 'asc' },
    take: count,
    select: { serial: true },
  })
  return rows.map(({ serial }) => serial)
}

function bundlesOf(serials: readonly string[], size: number): readonly Label[] {
  return Array.from({ length: Math.ceil(serials.length / size) }, (_, i) => {
    const bundle = serials.slice(i * size, (i + 1) * size)
    return { kind: 'BUNDLE', first: bundle[0] ?? '', last: bundle.at(-1) ?? '', count: bundle.length }
  })
}
