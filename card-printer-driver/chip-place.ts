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
  const pcsc = chip.encoder === 'pcsc' ? pcscEncoder(chip.reader) : null
  const encoder = async (): Promise<ChipEncoder | null> => {
    if (pcsc) return pcsc
    const emulated = chip.encoder === 'emulator' || (chip.encoder === null && (await printer.isEmulated()))
    return emulated ? await loadEmulator(transportKey) : null
  }
  return { encoder, profile, transportKey }
}

/** Loaded only where it is used: a station with a real printer has no emulator in it. */
async function loadEmulator(transportKey: TransportKey | null): Promise<ChipEncoder> {
  const { emulatedEncoder } = await import('./emulators/chip/emulated-encoder.ts')
  return emulatedEncoder(transportKey)
}

async function readTransportKey(path: string): Promise<TransportKey> {
  const master = await readSecretFile(path)
  if (typeof master === 'string') throw new TransportKeyUnusable(master)
  if (![16, 24, 32].includes(master.length)) throw new TransportKeyUnusable('LENGTH')
  return { master }
}
