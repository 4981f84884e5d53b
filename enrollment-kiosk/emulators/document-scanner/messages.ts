/* What an eSCL scanner says of itself; see devices/document-scanner/escl-messages.ts for the other end. */

const namespaces =
  'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"'
const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
const resolutions = [150, 200, 300]
const each = (texts: readonly (string | number)[], draw: (text: string | number) => string) =>
  texts.map(draw).join('')

/** A4 in three hundredths of an inch. */
function inputCaps(element: string): string {
  return `<scan:${element}>
      <scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth>
      <scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>3508</scan:MaxHeight>
      <scan:MaxScanRegions>1</scan:MaxScanRegions>
      <scan:SettingProfiles><scan:SettingProfile>
        <scan:ColorModes>${each(['Grayscale8', 'RGB24'], (mode) => `<scan:ColorMode>${mode}</scan:ColorMode>`)}</scan:ColorModes>
        <scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat><scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>
        <scan:SupportedResolutions><scan:DiscreteResolutions>${each(
          resolutions,
          (dpi) =>
            `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution><scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`,
        )}</scan:DiscreteResolutions></scan:SupportedResolutions>
      </scan:SettingProfile></scan:SettingProfiles>
      <scan:SupportedIntents><scan:Intent>Document</scan:Intent></scan:SupportedIntents>
    </scan:${element}>`
}

export function capabilities(): string {
  return `${head}<scan:ScannerCapabilities ${namespaces}>
  <pwg:Version>2.6</pwg:Version>
  <pwg:MakeAndModel>citizen-id document scanner emulator</pwg:MakeAndModel>
  <pwg:SerialNumber>EMU00001</pwg:SerialNumber>
  <scan:Platen>${inputCaps('PlatenInputCaps')}</scan:Platen>
  <scan:Adf>${inputCaps('AdfSimplexInputCaps')}<scan:FeederCapacity>50</scan:FeederCapacity></scan:Adf>
</scan:ScannerCapabilities>
`
}

export function status({ working, feeder }: { readonly working: boolean; readonly feeder: string }): string {
  return `${head}<scan:ScannerStatus ${namespaces}>
  <pwg:Version>2.6</pwg:Version>
  <pwg:State>${working ? 'Processing' : 'Idle'}</pwg:State>
  <scan:AdfState>${feeder}</scan:AdfState>
</scan:ScannerStatus>
`
}

/** Where the paper of a job comes from. */
export const sourceIn = (settings: string): 'Feeder' | 'Platen' =>
  /InputSource>\s*Feeder\s*</.test(settings) ? 'Feeder' : 'Platen'
