/** How the setup sheet looks: on A4 and on a screen, in black and white as well. */
export const sheetStyle = `
@page { size: A4; margin: 16mm 17mm; }
* { box-sizing: border-box; }
html { font: 10pt/1.45 "Segoe UI", system-ui, -apple-system, "Noto Sans", "DejaVu Sans", Arial, sans-serif; color: #1b1f27; background: #fff; }
body { margin: 0 auto; max-width: 176mm; }
header { border-bottom: 2pt solid #2f5bd0; padding-bottom: 3mm; margin-bottom: 4mm; }
.product { margin: 0; font-weight: 700; letter-spacing: .04em; color: #2f5bd0; }
h1 { font-size: 17pt; line-height: 1.2; margin: 1mm 0; overflow-wrap: anywhere; }
h2 { font-size: 11.5pt; margin: 5mm 0 2mm; break-after: avoid; }
p { margin: 0 0 2mm; }
.about { margin: 0; color: #555d6b; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 1.3mm 2.5mm; border: .5pt solid #c9ced8; }
th { width: 46mm; font-weight: 600; background: #f3f5f9; }
code, pre { font: 9pt/1.4 Consolas, Menlo, "DejaVu Sans Mono", monospace; user-select: all; }
code { overflow-wrap: anywhere; }
pre { margin: 0; font-size: 7.6pt; white-space: pre; break-inside: avoid; }
.fingerprint { margin: 2.5mm 0 0; font-size: 9pt; color: #3b4250; }
.fingerprint code { font-size: 8pt; color: #1b1f27; }
ol { list-style: none; counter-reset: step; margin: 0; padding: 0; }
li { counter-increment: step; break-inside: avoid; margin-bottom: 1.8mm; }
label { display: grid; grid-template-columns: 5mm 6mm 1fr; align-items: start; }
label::before { content: counter(step) "."; grid-column: 2; grid-row: 1; font-weight: 600; }
label span { grid-column: 3; overflow-wrap: anywhere; }
input { grid-column: 1; grid-row: 1; appearance: none; width: 3.6mm; height: 3.6mm; margin: .5mm 0 0; border: .8pt solid #1b1f27; border-radius: .5mm; }
input:checked { background: #2f5bd0; }
.allowed { break-inside: avoid; border: .5pt solid #c9ced8; border-radius: 1.5mm; padding: 0 4mm 2mm; margin-top: 5mm; }
.allowed h2 { margin-top: 3mm; }
@media screen { body { padding: 12mm; } }
@media print { html { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
`
