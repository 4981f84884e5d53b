import type { BarcodePlace, PrintedField } from '../card/layout.ts'
import { DomainError } from '../errors.ts'

type NamedField = Pick<PrintedField, 'field' | 'label'>

/** A text that cannot stand whole in its box at the smallest allowed size. */
export class TextDoesNotFit extends DomainError<'TEXT_DOES_NOT_FIT'> {
  constructor({ field, label }: NamedField) {
    super(
      'TEXT_DOES_NOT_FIT',
      {
        vi: `Mục “${label.vi}” quá dài, không in vừa ô trên thẻ. Hãy viết gọn mục này theo quy định rồi in lại.`,
        en: `“${label.en}” is too long for its box on the card. Shorten it as the rules allow.`,
      },
      { field },
    )
  }
}

/** A letter that the card's type does not have: printing it would leave a hole in a name. */
export class CharacterNotPrintable extends DomainError<'CHARACTER_NOT_PRINTABLE'> {
  constructor({ field, label }: NamedField) {
    super(
      'CHARACTER_NOT_PRINTABLE',
      {
        vi: `Mục “${label.vi}” có ký tự mà phông chữ của thẻ không có. Hãy kiểm tra lại cách gõ của mục này.`,
        en: `“${label.en}” holds a character that the card's type cannot print. Check how it was typed.`,
      },
      { field },
    )
  }
}

/** The template prints an item that this person's data do not have. */
export class FieldMissing extends DomainError<'FIELD_MISSING'> {
  constructor({ field, label }: NamedField) {
    super(
      'FIELD_MISSING',
      {
        vi: `Thiếu mục “${label.vi}”, phải in trên mẫu thẻ này. Hãy bổ sung mục đó rồi in lại.`,
        en: `This template prints “${label.en}”, which is missing. Add it and print again.`,
      },
      { field },
    )
  }
}

/** The template wants a portrait and there is none, or the other way round. */
export class PortraitMismatch extends DomainError<'PORTRAIT_MISMATCH'> {
  constructor(wanted: boolean) {
    super(
      'PORTRAIT_MISMATCH',
      wanted
        ? { vi: 'Mẫu thẻ này phải có ảnh chân dung.', en: 'This template needs a portrait.' }
        : {
            vi: 'Thẻ cho người dưới 6 tuổi không in ảnh chân dung.',
            en: 'A card for a child under 6 carries no portrait.',
          },
      { wanted },
    )
  }
}

export class PortraitUnreadable extends DomainError<'PORTRAIT_UNREADABLE'> {
  constructor() {
    super('PORTRAIT_UNREADABLE', {
      vi: 'Tệp ảnh không đọc được (cần JPEG hoặc PNG không có nền trong suốt).',
      en: 'The picture is not a readable JPEG, or PNG without transparency.',
    })
  }
}

/** The payload needs modules finer than a printer's dot pair. */
export class QrTooDense extends DomainError<'QR_TOO_DENSE'> {
  constructor() {
    super('QR_TOO_DENSE', {
      vi: 'Nội dung mã QR quá dài, không in rõ được trên thẻ.',
      en: 'The QR payload is too long to be printed legibly on the card.',
    })
  }
}

/** The template has a symbol for which this card has no content. */
export class SymbolContentMissing extends DomainError<'SYMBOL_CONTENT_MISSING'> {
  constructor({ kind, content }: Pick<BarcodePlace, 'kind' | 'content'>) {
    super(
      'SYMBOL_CONTENT_MISSING',
      {
        vi: 'Mẫu thẻ này có ô mã máy đọc nhưng lệnh in thiếu nội dung của mã. Hãy lập lại lệnh in.',
        en: 'This template has a machine-readable symbol for which the order has no content. Plan the print job again.',
      },
      { kind, content: content.join(' ') },
    )
  }
}

/** A linear or stacked symbol whose bars would be finer than a printer's dot pair. */
export class BarcodeTooLong extends DomainError<'BARCODE_TOO_LONG'> {
  constructor() {
    super('BARCODE_TOO_LONG', {
      vi: 'Nội dung mã vạch quá dài, không in rõ được trong ô của nó.',
      en: 'The barcode is too long to be printed legibly in its place.',
    })
  }
}

export class MrzNotPrintable extends DomainError<'MRZ_NOT_PRINTABLE'> {
  constructor() {
    super('MRZ_NOT_PRINTABLE', {
      vi: 'Dòng máy đọc (MRZ) phải gồm ba dòng, mỗi dòng 30 ký tự A–Z, 0–9 hoặc <.',
      en: 'The machine-readable zone must be three lines of 30 characters A–Z, 0–9 or <.',
    })
  }
}
