import sharp from 'sharp'
import type { FingerPosition } from '../../core/biometrics/positions.ts'
import { parseCardQr } from '../../core/qr/card-qr.ts'
import { renderImpression, synthesiseFinger } from '../../core/synthetic/finger.ts'
import type { Applicant } from './applicants.ts'
import { Refused } from './http.ts'
import type { Officer } from './officer.ts'

/** The counter's scanner, and which touch of a finger it sees: the desk has seen two others. */
const sensor = { width: 256, height: 288 } as const
const impression = 3

/** Index fingers, then thumbs and middle fingers. */
const inOrderOfUse: readonly FingerPosition[] = [2, 7, 1, 6, 3, 8]

/** Whose card was scanned: by number, or by name where the number is new. */
export function holderOf(scan: string, applicants: readonly Applicant[]): Applicant {
  const { number, name } = parseCardQr(scan)
  const holder =
    applicants.find((applicant) => applicant.number === number) ??
    applicants.find(({ declared }) => declared?.name.toUpperCase() === name.toUpperCase())
  if (!holder) throw new Error('a card of nobody who applied')
  return holder
}

const signature = {
  width: 900,
  height: 300,
  strokes: [
    [
      [100, 200],
      [300, 90],
      [500, 210],
    ],
  ],
}

/** Hands a card to its holder, whose fingers are laid on the scanner; to the parent of the file where the holder is under six. */
export async function handOver(issuer: Officer, scan: string, holder: Applicant): Promise<void> {
  const isHolder = holder.age >= 6
  if (isHolder) await recognise(issuer, scan, holder)
  const form = new FormData()
  const given = { scan, checked: 'yes', strokes: JSON.stringify(signature) }
  const { name = '', number = '' } = holder.representative ?? {}
  const parent = { relation: 'Cha, mẹ', 'person-name': name, 'person-number': number }
  const parts = isHolder ? { collector: 'HOLDER' } : { collector: 'REPRESENTATIVE', ...parent }
  for (const [name, text] of Object.entries({ ...given, ...parts })) form.append(name, text)
  await issuer.post('/hand-overs', form)
}

async function recognise(issuer: Officer, scan: string, holder: Applicant): Promise<void> {
  const fingers = inOrderOfUse.filter((position) => !holder.amputated.includes(position))
  try {
    await issuer.post('/hand-overs/fingers', await formOf(scan, holder, fingers.slice(0, 2)))
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'MORE_FINGERS_NEEDED') throw error
    await issuer.post('/hand-overs/fingers', await formOf(scan, holder, fingers.slice(0, 4)))
  }
}

async function formOf(
  scan: string,
  { bodySeed }: Applicant,
  positions: readonly FingerPosition[],
): Promise<FormData> {
  const form = new FormData()
  form.append('scan', scan)
  for (const position of positions) {
    const { pixels } = renderImpression(synthesiseFinger(bodySeed * 10 + position), impression, sensor)
    const picture = sharp(pixels, { raw: { ...sensor, channels: 1 } }).toColourspace('b-w')
    form.append(`finger-${position}`, new Blob([new Uint8Array(await picture.png().toBuffer())]))
  }
  return form
}
