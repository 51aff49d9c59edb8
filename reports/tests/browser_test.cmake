# index.html in headless Chromium, and held to the rules of HTML by tidy.
#   PAGE, MACHINES (the page of several machines, for tidy alone), WORK (an empty folder is made there)
# Prints "skipped: …" where a program is missing.
cmake_minimum_required(VERSION 3.25)
find_program(chromium NAMES chromium chromium-browser google-chrome)
find_program(tidy tidy)
foreach(program IN ITEMS chromium tidy)
  if(NOT ${program})
    message("skipped: ${program} is missing (Debian: ${program})")
    return()
  endif()
endforeach()
# One that hangs is ended with the processes it has started, which cmake 3.31 would leave running.
find_program(timeout timeout)
if(timeout)
  list(PREPEND chromium ${timeout} --kill-after=10 900)
endif()
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})

foreach(valid IN ITEMS ${PAGE} ${MACHINES})
  execute_process(COMMAND ${tidy} -quiet -errors ${valid}
    ERROR_VARIABLE found RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "tidy: ${found}")
  endif()
endforeach()

# What the page does is tried by a script at its end, which tells the page around it what it saw. A
# window can't be as narrow as a phone, a frame can.
file(READ ${PAGE} page)
string(FIND "${page}" "</body>" end REVERSE)
string(SUBSTRING "${page}" 0 ${end} page)
string(FIND "${page}" "<script>" script)
string(SUBSTRING "${page}" 0 ${script} head)
string(SUBSTRING "${page}" ${script} -1 tail)
file(WRITE ${WORK}/tried.html "${head}" [=[
<script>
window.seen = [];
addEventListener("error", (event) => seen.push("error " + event.message));
addEventListener("securitypolicyviolation", (event) => seen.push("asks for " + event.blockedURI));
</script>
]=] "${tail}" [=[
<script>
(() => {
  const rows = () => [...document.querySelectorAll("#all tbody tr")].filter((row) => !row.hidden);
  const column = (name) => [...document.querySelectorAll("#all thead th")]
    .findIndex((head) => head.textContent.trim() === name);
  const values = (name) => rows().map((row) => row.cells[column(name)].textContent);
  const set = (name, value) => {
    const select = document.querySelector(`#filters select[name="${name}"]`);
    select.value = value;
    select.dispatchEvent(new Event("change"));
  };
  const click = (name) => document.querySelectorAll("#all thead th button")[column(name)].click();
  const say = (what, fine) => seen.push(what + (fine ? " yes" : " NO"));
  const all = rows().length;
  const operation = values("operation")[0];
  set("operation", operation);
  say("filter", rows().length > 0 && rows().length < all &&
      values("operation").every((value) => value === operation));
  set("operation", "");
  set("target", "scalar");
  say("target", rows().length < all && values("target").every((value) => value === "scalar"));
  set("target", "");
  say("all", rows().length === all);
  const number = (value) => value === "-" ? Infinity : parseFloat(value.replaceAll(",", ""));
  for (const name of ["median, ns", "n"]) {
    click(name);
    const up = values(name).map(number);
    say("ascending", up.every((value, i) => i === 0 || up[i - 1] <= value) && up[0] < up[up.length - 1]);
    click(name);
    const down = values(name).map(number);
    say("descending", down.every((value, i) => i === 0 || down[i - 1] >= value));
  }
  say("width " + innerWidth, document.documentElement.scrollWidth <= innerWidth);
  say("requests", performance.getEntriesByType("resource").length === 0);
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((head) => +head.tagName[1]);
  say("headings", levels[0] === 1 && levels.every((level, i) => i === 0 || level <= levels[i - 1] + 1));
  say("text for drawings", [...document.querySelectorAll("figure svg")].every((svg) =>
      svg.querySelector("title").textContent && svg.querySelector("desc").textContent));
  // What the pointer meets where a point is drawn tells of that point, or of one drawn over it.
  const points = [...document.querySelectorAll("figure .point")];
  const told = points.filter((point) => {
    point.scrollIntoView({block: "center", inline: "center"});
    const box = point.getBoundingClientRect();
    const met = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const title = met?.closest(".point")?.querySelector("title").textContent ?? "";
    return /^[a-z0-9_.\/]+, (n = [\d,]+( Mi)?: [\d.]+ GB\/s( \([\d.]+ to [\d.]+\))?|[a-z]+: [\d.]+ ns an element)$/.test(title);
  });
  say("hover " + told.length + " of " + points.length, points.length > 10 && told.length === points.length);
  scrollTo(0, 0);
  // Contrast as WCAG 2 defines it, of all text that has a plain ground.
  const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, i) => sum + part * [.2126, .7152, .0722][i], 0);
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(at).backgroundColor);
      if (a > 0) layers.push([r, g, b, a]);
      if (a === 1) break;
    }
    return layers.reverse().reduce((below, [r, g, b, a]) =>
      [r, g, b].map((part, i) => part * a + below[i] * (1 - a)), [255, 255, 255]);
  };
  let least = 21, worst = "";
  for (const element of document.querySelectorAll("p, td, th, a, figcaption, caption, pre, h2, .key")) {
    const ink = luminance(parse(getComputedStyle(element).color)), paper = luminance(ground(element));
    const contrast = (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
    if (contrast < least) [least, worst] = [contrast, element.outerHTML.slice(0, 80)];
  }
  say("contrast " + (least >= 4.5 ? "" : least.toFixed(2) + worst), least >= 4.5);
  seen.push(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  parent.postMessage(seen.join("\n"), "*");
})();
</script>
</body></html>
]=])

foreach(width IN ITEMS 390 1440)
  file(WRITE ${WORK}/frame_${width}.html "<!DOCTYPE html>
<html style=\"color-scheme: light dark\"><body><script>
addEventListener('message', (event) => {
  const seen = document.createElement('pre');
  seen.id = 'seen';
  seen.textContent = event.data;
  document.body.append(seen);
});
</script>
<iframe src=tried.html style=\"border: 0; width: ${width}px; height: 900px\"></iframe>
</body></html>")
endforeach()

# run_chromium(OUTPUT url argument…)
function(run_chromium output url)
  execute_process(COMMAND ${chromium} --headless --no-sandbox --disable-gpu --no-first-run
      --disable-background-networking --user-data-dir=${WORK}/profile ${ARGN} --dump-dom ${url}
    OUTPUT_VARIABLE dom ERROR_VARIABLE log RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "chromium: status ${status}\n${log}")
  endif()
  if(log MATCHES "CONSOLE[^\n]*")
    message(FATAL_ERROR "the console says: ${CMAKE_MATCH_0}")
  endif()
  set(${output} "${dom}" PARENT_SCOPE)
endfunction()

foreach(scheme IN ITEMS light dark)
  set(number 1)
  if(scheme STREQUAL "dark")
    set(number 0)
  endif()
  foreach(width IN ITEMS 390 1440)
    run_chromium(dom file://${WORK}/frame_${width}.html --window-size=1500,1000 --enable-logging=stderr
      --virtual-time-budget=5000
      --blink-settings=preferredColorScheme=${number})
    if(NOT dom MATCHES "<pre id=\"seen\">([^<]*)</pre>")
      message(FATAL_ERROR "the page's script did not come to its end\n${dom}")
    endif()
    set(seen "${CMAKE_MATCH_1}")
    if(seen MATCHES " NO" OR seen MATCHES "error|asks for" OR NOT seen MATCHES "width ${width} yes"
       OR NOT seen MATCHES "${scheme}$" OR NOT seen MATCHES "filter yes"
       OR NOT seen MATCHES "hover [0-9]+ of [0-9]+ yes")
      message(FATAL_ERROR "${scheme}, ${width}: ${seen}")
    endif()
  endforeach()
endforeach()

# On paper no column is cut off, and the table of all has its head on every page.
find_program(pdftotext pdftotext)
if(pdftotext)
  execute_process(COMMAND ${chromium} --headless --no-sandbox --disable-gpu --no-first-run
      --user-data-dir=${WORK}/profile --no-pdf-header-footer --print-to-pdf=${WORK}/page.pdf
      file://${PAGE}
    OUTPUT_QUIET ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${pdftotext} -layout ${WORK}/page.pdf -
    OUTPUT_VARIABLE paper COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "operation +convention[^\n]* share[^\n]*code[^\n]*properties" heads "${paper}")
  list(LENGTH heads count)
  if(count LESS 2)
    message(FATAL_ERROR "on paper: ${count} whole heads of the table, on several pages\n${paper}")
  endif()
endif()

# Without JavaScript everything but the filters is there: a frame that may not run any.
file(WRITE ${WORK}/page.html "${head}" "${tail}")
file(WRITE ${WORK}/without.html "<!DOCTYPE html><body>
<iframe id=frame sandbox=allow-same-origin src=page.html></iframe><script>
document.getElementById('frame').addEventListener('load', (event) => {
  const page = event.target.contentDocument, seen = document.createElement('pre');
  seen.id = 'seen';
  seen.textContent = page.getElementById('filters').hidden + ' ' +
    page.querySelectorAll('#filters select').length + ' ' +
    (page.querySelectorAll('#all tbody tr').length > 10) + ' ' + page.querySelectorAll('h2').length;
  document.body.append(seen);
});
</script></body>")
run_chromium(dom file://${WORK}/without.html --allow-file-access-from-files
  --virtual-time-budget=5000)
if(NOT dom MATCHES "<pre id=\"seen\">true 0 true 11</pre>")
  message(FATAL_ERROR "without JavaScript: ${dom}")
endif()
message("light and dark, 390 and 1440 pixels, with and without JavaScript")
