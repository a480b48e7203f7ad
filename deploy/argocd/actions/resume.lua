-- Goes on with what a user has paused, and else with what failures have: an update or rollback that is paused, or a
-- spec that is held back.
if obj.spec.paused == true then
  obj.spec.paused = false
  return obj
end
if obj.metadata.annotations == nil then
  obj.metadata.annotations = {}
end
obj.metadata.annotations["swarmoperator.io/resume"] = "true"
return obj
