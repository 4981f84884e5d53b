import sharp from 'sharp'
import { portraitSvg } from '../../core/synthetic/portrait.ts'
import type { PortraitTake } from '../../core/synthetic/portrait-take.ts'

/** A drawing as a camera would deliver it. */
export async function jpegOf(svg: string): Promise<Uint8Array> {
  return new Uint8Array(await sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer())
}

/** The portrait of an invented grown person; even seeds are women. */
export function portraitOf(seed: number, take: PortraitTake = {}): Promise<Uint8Array> {
  const person = { ageYears: 20 + ((seed * 13) % 50), sex: seed % 2 === 0 ? 'FEMALE' : 'MALE' } as const
  return jpegOf(portraitSvg(seed, person, take))
}
