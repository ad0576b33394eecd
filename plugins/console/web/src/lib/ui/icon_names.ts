/// The icons of src/assets/icons.svg. A plugin names one of them; any other name shows the general one.
export const icon_names: ReadonlySet<string> = new Set(
  `
  activity archive arrow-left arrow-right arrow-up-right award badge-check badge-percent banknote bar-chart-3
  bell book book-open bookmark boxes briefcase building building-2 calculator calendar calendar-check
  calendar-clock calendar-days chart-column chart-line chart-pie check check-check chevron-down chevron-left
  chevron-right chevron-up chevrons-up-down circle-alert circle-check circle-help circle-plus circle-x
  clipboard clipboard-check clipboard-list clock coins columns-3 copy cpu credit-card database download eye
  factory file file-check file-clock file-plus file-search file-text file-x flag flask-conical folder
  folder-open gauge gavel globe graduation-cap hand-coins handshake history home hourglass image inbox info key
  landmark languages layers layout-dashboard leaf lightbulb link list list-checks lock log-in log-out mail map
  map-pin megaphone menu message-square microscope minus network newspaper package paperclip pencil percent
  phone plug plus printer puzzle qr-code receipt refresh-cw rotate-ccw scale scan-barcode scroll-text search
  send settings shield shield-check shield-alert shopping-cart sliders-horizontal sprout stamp star store tag
  target terminal thumbs-up thumbs-down timer trash-2 trending-up triangle-alert trophy truck undo-2 upload
  user user-check user-plus user-cog users users-round wallet warehouse wheat wrench x zap
  `.trim().split(/\s+/),
);
