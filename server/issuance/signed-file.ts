import { createHash } from 'node:crypto'
import type { Certificate } from '../../core/cms/certificate.ts'
import { openJws } from '../../core/cms/certified-jws.ts'
import { asciiText } from '../../core/der.ts'
import { DomainError } from '../../core/errors.ts'

/** A file and the JWS that came with it do not belong together, or nobody known has signed. */
export class FileNotSigned extends DomainError<'FILE_NOT_SIGNED'> {
  constructor(fault: string) {
    super(
      'FILE_NOT_SIGNED',
      {
        vi: 'Tệp không có chữ ký hợp lệ của bên gửi, hoặc đã bị sửa sau khi ký. Không nạp; hãy yêu cầu bên gửi gửi lại.',
        en: 'The file is not signed by whom it should be, or was changed since. It is not taken; ask for it again.',
      },
      { fault },
    )
  }
}

export class FileUnreadable extends DomainError<'FILE_UNREADABLE'> {
  constructor() {
    super('FILE_UNREADABLE', {
      vi: 'Nội dung tệp không đúng định dạng đã thống nhất.',
      en: 'The file is not of the agreed form.',
    })
  }
}

export interface SignedFile {
  readonly content: Uint8Array
  /** Compact JWS whose payload is the SHA-256 of the content, in hexadecimal. */
  readonly signature: string
}

/** Who has signed the content; whether they may is the caller's to say. Throws {@link FileNotSigned}. */
export async function signerOf({ content, signature }: SignedFile): Promise<Certificate> {
  const { payload, certificate } = await openJws(signature.trim(), (fault) => new FileNotSigned(fault))
  const sha256 = createHash('sha256').update(content).digest('hex')
  if (payload.length !== sha256.length || asciiText(payload) !== sha256)
    throw new FileNotSigned('ANOTHER_FILE')
  return certificate
}

/** The content as JSON. Throws {@link FileUnreadable}. */
export function jsonOf(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content))
  } catch {
    throw new FileUnreadable()
  }
}
