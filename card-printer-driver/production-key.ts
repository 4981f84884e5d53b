import { createHash } from 'node:crypto'
import { DomainError } from '../core/errors.ts'
import { readSecretFile } from './secret-file.ts'

/** Whoever has this key prints cards without MẪU / SPECIMEN. */
export class ProductionKeyUnusable extends DomainError<'PRODUCTION_KEY_UNUSABLE'> {
  constructor(reason: 'MISSING' | 'READABLE_BY_OTHERS' | 'LENGTH') {
    super(
      'PRODUCTION_KEY_UNUSABLE',
      {
        vi: 'Tệp khóa sản xuất (PRODUCTION_KEY_FILE) thiếu, ngắn hơn 32 byte hoặc người khác đọc được (cần quyền 600).',
        en: 'The file of the production key (PRODUCTION_KEY_FILE) is missing, shorter than 32 bytes, or others may read it (mode 600).',
      },
      { reason },
    )
  }
}

const leastBytes = 32

/**
 * The name of the key that lets this station print cards in force, as it stands in each card's file: the first sixteen
 * digits of its SHA-256; null without a key. Throws {@link ProductionKeyUnusable}: a station that should print cards in
 * force does not begin to print specimens.
 */
export async function openProductionKey(file: string | null): Promise<string | null> {
  if (file === null) return null
  const key = await readSecretFile(file)
  if (typeof key === 'string') throw new ProductionKeyUnusable(key)
  if (key.length < leastBytes) throw new ProductionKeyUnusable('LENGTH')
  return createHash('sha256').update(key).digest('hex').slice(0, 16)
}
