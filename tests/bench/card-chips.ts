import { randomBytes } from 'node:crypto'
import type { ChipBiometrics, ChipPerson } from '../../core/card/chip-person.ts'
import { type ChipProfile, chipProfiles } from '../../core/card/chip-profile.ts'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import { buildChip } from '../../core/lds/build-chip.ts'
import type { ChipPublicKeys } from '../../core/lds/security-infos.ts'
import type { ChipSigner } from '../../core/lds/signed-object.ts'
import { chipHolder } from '../../core/synthetic/chip-holder.ts'
import { demoPopulation } from '../../core/synthetic/demo-population.ts'
import { demoCommunes } from '../../core/synthetic/places.ts'
import { syntheticHouseholds } from '../../core/synthetic/population.ts'
import { sampleCard } from '../../server/demo-chip.ts'
import { publicCrypto } from '../../server/pki/public-crypto.ts'
import { chipKeyPair } from '../../server/production/chips/chip-keys.ts'
import { sampleSigner } from '../support/chips.ts'
import { type Measure, median, rounded } from './measure.ts'

export interface CardStock {
  readonly profile: ChipProfile
  readonly people: readonly ChipPerson[]
  readonly biometrics: ChipBiometrics
  /** Made before the files are, on the chip or by the server: how many a second is a measure of its own. */
  readonly keys: readonly ChipPublicKeys[]
}

const issuedOn = '2026-11-22' as CalendarDate

/** People with what their chips get: pictures already in the chip's encoding, as admission leaves them. */
export async function cardStock(profile: ChipProfile): Promise<CardStock> {
  const { biometrics } = await sampleCard(profile, { issuedOn, fingers: true })
  const people: ChipPerson[] = []
  for (const household of syntheticHouseholds({ ...demoPopulation, units: demoCommunes })) {
    for (const resident of household.members) {
      const holder = chipHolder(resident, household, { issuedOn, noExpiry: profile.noExpiry.mrz })
      if (holder) people.push(holder)
    }
  }
  return { profile, people, biometrics, keys: Array.from({ length: keySets }, () => chipKeys(profile)) }
}

const keySets = 256

const chipKeys = ({ activeAuthentication, chipAuthentication }: ChipProfile): ChipPublicKeys => ({
  activeAuthentication: chipKeyPair(activeAuthentication).point,
  chipAuthentication: chipKeyPair(chipAuthentication).point,
})

const { hash } = publicCrypto()
const signedAt = new Date('2026-11-22T03:00:00Z')
const inFlight = 8

/** Makes chips, one for each person in turn, and answers how many a second. */
export async function chipRate(stock: CardStock, signer: ChipSigner, cards: number): Promise<number> {
  const { profile, people, biometrics, keys } = stock
  let next = 0
  const worker = async () => {
    for (let i = next++; i < cards; i = next++) {
      const person = people[i % people.length]
      const chipKeys = keys[i % keys.length]
      if (!person || !chipKeys) throw new RangeError('nobody to make a card for')
      const image = await buildChip({
        person,
        biometrics,
        profile,
        chipKeys,
        signer,
        signedAt,
        hash,
        random: (length) => randomBytes(length),
      })
      if (!image.has('SOD')) throw new Error('a chip without EF.SOD')
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: inFlight }, worker))
  return cards / ((performance.now() - began) / 1000)
}

const smallBatch = 100
const batches = [smallBatch, 1000, 10_000] as const

/** Chips with software keys, in batches of three sizes, and what they leave in memory. */
export async function* measureChips(say: (what: string) => void): AsyncGenerator<Measure, void, void> {
  const profile = chipProfiles['cc-2024']
  say('pictures and people for the chips')
  const stock = await cardStock(profile)
  const signer = await sampleSigner(profile)
  await chipRate(stock, signer, 500)
  const rates: number[] = []
  let before = 0
  for (const cards of batches) {
    say(`chips in a batch of ${cards}`)
    before = settledMemory()
    // One small batch is over in a few hundredths of a second.
    const rounds = cards === smallBatch ? 9 : 1
    const all: number[] = []
    for (let i = 0; i < rounds; i++) all.push(await chipRate(stock, signer, cards))
    rates.push(median(all))
  }
  const grown = settledMemory() - before
  const [small = 0, , large = 0] = rates
  yield { measure: 'chip_sign_per_s', value: rounded(large, 0), unit: '1/s' }
  yield {
    measure: 'chip_batch_flat',
    value: rounded(large, 0),
    unit: '1/s',
    baseline: rounded(small, 0),
    ratio: rounded(large / small),
  }
  yield { measure: 'chip_memory_mb', value: rounded(grown, 1), unit: 'MB' }
  const strong = chipProfiles['cc-2024-brainpool']
  say('chips under a brainpoolP384r1 signer')
  const brainpool = await chipRate({ ...stock, profile: strong }, await sampleSigner(strong), 1000)
  yield { measure: 'chip_sign_brainpool_per_s', value: rounded(brainpool, 0), unit: '1/s' }
}

/** Megabytes of the process after its garbage is gone, as far as the engine lets go of it. */
function settledMemory(): number {
  globalThis.gc?.()
  return process.memoryUsage().rss / 1024 / 1024
}
