import { DomainError } from '../core/errors.ts'
import type { ChipEncoder } from './chip/chip-encoder.ts'
import { pcscEncoder } from './chip/pcsc-encoder.ts'
import { ldsApplet, type PersonalisationProfile } from './chip/personalisation-profile.ts'
import type { TransportKey } from './chip/scp03.ts'
import { storeDataCard } from './chip/store-data-profile.ts'
import type { ChipPlace } from './chip-step.ts'
import type { Config } from './env.ts'
import type { CardPrinter } from './printer.ts'
import { readSecretFile } from './secret-file.ts'

/** Whoever has this key writes any blank of the batch. */
export class TransportKeyUnusable extends DomainError<'TRANSPORT_KEY_UNUSABLE'> {
  constructor(reason: 'MISSING' | 'LENGTH' | 'READABLE_BY_OTHERS' | 'NOT_SET') {
    super(
      'TRANSPORT_KEY_UNUSABLE',
      {
        vi: 'Tệp khóa vận chuyển của phôi (CHIP_TRANSPORT_KEY) thiếu, sai độ dài hoặc người khác đọc được (cần quyền 600).',
        en: 'The file of the transport key (CHIP_TRANSPORT_KEY) is missing, of a wrong length, or others may read it (mode 600).',
      },
      { reason },
    )
  }
}

const profiles: Readonly<Record<Config['chip']['card'], PersonalisationProfile>> = {
  'lds-applet': ldsApplet,
  'store-data': storeDataCard,
}

/** How this station writes chips, from its settings. Throws TransportKeyUnusable. */
export async function openChipPlace({ chip }: Config, printer: CardPrinter): Promise<ChipPlace> {
  const profile = profiles[chip.card]
  const transportKey = chip.transportKeyFile === null ? null : await readTransportKey(chip.transportKeyFile)
  if (profile.transport === 'SCP03' && !transportKey) throw new TransportKeyUnusable('NOT_SET')
  // Where the printer has no encoder of its own, a person carries the blank from the reader to the feeder.
  const byHand = printer.capabilities.encode === null
  const pcsc = chip.encoder === 'pcsc' ? pcscEncoder(chip.reader, { byHand }) : null
  const encoder = async (): Promise<ChipEncoder | null> => {
    if (pcsc) return pcsc
    const emulated = chip.encoder === 'emulator' || (chip.encoder === null && (await printer.isEmulated()))
    return emulated ? await loadEmulator(chip.reader, transportKey) : null
  }
  return { encoder, profile, transportKey }
}

/**
 * Loaded only where it is used: a station with a real printer has no emulator in it. `reader`, where it is HOST:PORT, is the encoder of an
 * emulated printer, whose cards have their own chips; otherwise every order gets a new chip in this process.
 */
async function loadEmulator(reader: string | null, transportKey: TransportKey | null): Promise<ChipEncoder> {
  const address = /^([\w.-]+):(\d{1,5})$/.exec(reader ?? '')
  if (address?.[1]) {
    const { stationEncoder } = await import('./emulators/evolis/station-encoder.ts')
    return stationEncoder({ host: address[1], port: Number(address[2]) })
  }
  const { emulatedEncoder } = await import('./emulators/chip/emulated-encoder.ts')
  return emulatedEncoder(transportKey)
}

async function readTransportKey(path: string): Promise<TransportKey> {
  const master = await readSecretFile(path)
  if (typeof master === 'string') throw new TransportKeyUnusable(master)
  if (![16, 24, 32].includes(master.length)) throw new TransportKeyUnusable('LENGTH')
  return { master }
}
