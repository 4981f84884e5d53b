import { chipInspector } from '../../core/inspection/inspect-chip.ts'
import { buildChip } from '../../core/lds/build-chip.ts'
import type { ChipImage } from '../../core/lds/chip-files.ts'
import { chipProfiles } from '../../core/card/chip-profile.ts'
import { publicCrypto } from '../../server/pki/public-crypto.ts'
import { sampleSigner, type SampleSigner } from '../support/chips.ts'
import { type CardStock, cardStock } from './card-chips.ts'
import { type Measure, median, rounded } from './measure.ts'

const crypto = publicCrypto()
const signedAt = new Date('2026-11-22T03:00:00Z')
const lookedAt = new Date('2026-11-22T04:00:00Z')

/** Different chips, so that nothing that is kept of one helps the next but the signer's chain. */
const chips = 200
const rounds = 5
const chipsARound = 1000

/** Whole inspections a second by one process: all files of chips with a portrait and two fingers, one signer. */
export async function* measureVerify(say: (what: string) => void): AsyncGenerator<Measure, void, void> {
  for (const name of ['cc-2024', 'cc-2024-brainpool'] as const) {
    say(`chips to verify, profile ${name}`)
    const signer = await sampleSigner(chipProfiles[name])
    const images = await chipsBy(signer, await cardStock(chipProfiles[name]))
    const rates: number[] = []
    for (let round = 0; round <= rounds; round++) rates.push(verifyRate(images, signer))
    // The first warms up.
    const value = rounded(median(rates.slice(1)), 0)
    yield { measure: name === 'cc-2024' ? 'verify_per_s' : 'verify_brainpool_per_s', value, unit: '1/s' }
  }
}

async function chipsBy(signer: SampleSigner, stock: CardStock): Promise<readonly ChipImage[]> {
  const { people, profile, biometrics, keys } = stock
  return Promise.all(
    people.slice(0, chips).map((person, i) => {
      const chipKeys = keys[i % keys.length]
      if (!chipKeys) throw new RangeError('no keys')
      const random = (length: number) => new Uint8Array(length)
      return buildChip({ person, biometrics, profile, chipKeys, signer, signedAt, hash: crypto.hash, random })
    }),
  )
}

function verifyRate(images: readonly ChipImage[], { csca }: SampleSigner): number {
  const inspect = chipInspector({ trusted: [csca], revocationLists: [], crypto })
  const began = performance.now()
  for (let i = 0; i < chipsARound; i++) {
    const image = images[i % images.length]
    if (!image) throw new RangeError('no chip')
    const { genuine, failures } = inspect(image, lookedAt)
    if (!genuine) throw new Error(`refused: ${failures.map(({ rule }) => rule).join()}`)
  }
  return chipsARound / ((performance.now() - began) / 1000)
}
