import type { PoolClient } from 'pg'
import { DomainError } from '../../../core/errors.ts'

/** First key of these advisory locks: any number that nobody else takes. */
const lockClass = 896_015

/** Who holds it may open the embedded gallery: its copy in memory must see every insertion. */
export const galleryLock = 'embedded gallery'
/** Who holds it speaks with this ABIS: its messages go out in their order, and its answers have one reader. */
export const lineLock = (abis: string) => `line ${abis}`

/** Takes a lock of the connection, which goes with the connection and so with a process that dies. False where another has it. */
export async function tryLock(client: PoolClient, name: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    'SELECT pg_try_advisory_lock($1, hashtext($2)) AS held',
    [lockClass, name],
  )
  return rows[0]?.held ?? false
}

/** Another process on this database has the gallery open. */
export class GalleryInUse extends DomainError<'GALLERY_IN_USE'> {
  constructor() {
    super('GALLERY_IN_USE', {
      vi: 'Kho vân tay của cơ sở dữ liệu này đang được một tiến trình khác sử dụng. Hãy dừng tiến trình đó, hoặc dùng cơ sở dữ liệu riêng.',
      en: 'Another process has the gallery of this database open. Stop it, or use a database of its own.',
    })
  }
}
