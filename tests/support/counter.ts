/** The counter: what an officer and whoever stands before them do until a card is in its hands. */
import sharp from 'sharp'
import type { CollectorPerson } from '../../core/issuance/collectors.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import type { FingerAtCounter } from '../../server/issuance/check-holder.ts'
import { handOverCard, type HandOver } from '../../server/issuance/hand-over-card.ts'
import { recogniseHolder } from '../../server/issuance/recognise-holder.ts'
import type { Officer } from './officers.ts'
import { freeNumber } from './people.ts'

/** A line of ink, as a pad draws it. */
export const strokes = {
  width: 900,
  height: 300,
  strokes: [
    [
      [100, 200],
      [300, 90],
      [500, 210],
    ] as [number, number][],
  ],
}

export const signaturePicture = async () =>
  new Uint8Array(
    await sharp({ create: { width: 300, height: 100, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
  )

/** Somebody who comes for the holder. */
export const collectorPerson = (changes: Partial<CollectorPerson> = {}): CollectorPerson => ({
  name: 'TRẦN VĂN NHẬN',
  number: freeNumber(),
  relation: 'Cha',
  ...changes,
})

const signed = { checked: true, signature: { strokes } } as const

type Given = Partial<HandOver> & { readonly scan: string; readonly fingers?: readonly FingerAtCounter[] }

/** The holder shows their fingers, looks at the card, signs and takes it. */
export async function handToHolder(app: ServerApp, officer: Officer, { fingers = [], ...given }: Given) {
  await recogniseHolder(app, officer, { scan: given.scan, fingers })
  return handOverCard(app, officer, { collector: 'HOLDER', ...signed, ...given })
}

/** Somebody who acts for the holder signs and takes it. */
export function handToRepresentative(app: ServerApp, officer: Officer, given: Given) {
  return handOverCard(app, officer, {
    collector: 'REPRESENTATIVE',
    person: collectorPerson(),
    ...signed,
    ...given,
  })
}
