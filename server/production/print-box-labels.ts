import { renderLabelSheets } from '../../core/documents/label-sheet.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { documentFonts } from '../kernel/fonts.ts'
import { IllegalLabelCount } from './print-blank-labels.ts'

const mostBoxes = 99
/** Cards that a box holds where nobody says otherwise. */
const usualBox = 200

/** Not a number that a parcel can have. */
export class IllegalParcelNumber extends DomainError<'ILLEGAL_PARCEL_NUMBER'> {
  constructor() {
    super('ILLEGAL_PARCEL_NUMBER', {
      vi: 'Số kiện gồm 1 đến 16 chữ in hoa, chữ số hoặc dấu gạch ngang. Hãy gõ lại số kiện.',
      en: 'A parcel number has 1 to 16 capital letters, digits or hyphens. Type it again.',
    })
  }
}

/**
 * Labels for the boxes of a parcel of cards, each with what it holds; the last one holds the rest. Throws NotFound for an unknown unit,
 * {@link IllegalParcelNumber}, IllegalLabelCount.
 */
export async function printBoxLabels(
  app: App,
  actor: Actor,
  input: { readonly parcel: string; readonly unit: string; readonly cards: number; readonly perBox?: number },
): Promise<Uint8Array> {
  demand(actor, 'card.dispatch')
  const { parcel, unit: code, cards, perBox = usualBox } = input
  if (!/^[A-Z\d-]{1,16}$/.test(parcel)) throw new IllegalParcelNumber()
  const boxes = Math.ceil(cards / perBox)
  const isWhole = [cards, perBox].every((value) => Number.isInteger(value) && value >= 1)
  if (!isWhole || boxes > mostBoxes) throw new IllegalLabelCount(mostBoxes)
  const unit = /^\d{1,10}$/.test(code)
    ? await app.db.administrativeUnit.findFirst({ where: { code }, orderBy: { validFrom: 'desc' } })
    : null
  if (!unit) throw new NotFound('unit')
  const labels = Array.from({ length: boxes }, (_, i) => ({
    kind: 'BOX' as const,
    parcel,
    unit: { code: unit.code, name: unit.name },
    cards: Math.min(perBox, cards - i * perBox),
    box: i + 1,
    boxes,
  }))
  return renderLabelSheets(labels, await documentFonts())
}
